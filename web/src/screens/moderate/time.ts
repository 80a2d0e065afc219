/** The dialogue's time: what is left, what could be done about it. As `server/rooms/timing.py` says. */

import type { BudgetView, Rules, Share } from '../../wire';

/** Seconds below which a turn is no longer worth calling: then some have to write instead. */
const SHORTEST = 60;

export interface Forecast {
  /** ms until the end. */
  left: number;
  /** How many turns fit. */
  turns: number;
  waiting: number;
  /** The list is full, and still open. */
  close: boolean;
  /** Seconds per turn with which everybody has one; absent where that is too short or not needed. */
  shorten?: number;
  /** How many cannot be called. */
  write: number;
}

export function forecast(budget: BudgetView, rules: Required<Rules>, waiting: number, closed: boolean, now: number): Forecast {
  const left = Math.max(0, budget.until - now);
  const turns = budget.each ? Math.floor(left / budget.each) : waiting;
  const reply = budget.each - rules.speech * 1000;
  const shorter = turns < waiting ? Math.floor((Math.floor(left / waiting) - reply) / 1000) : 0;
  return {
    left, turns, waiting, close: turns <= waiting && !closed, write: Math.max(0, waiting - turns),
    ...(shorter >= SHORTEST ? { shorten: shorter } : {}),
  }; // prettier-ignore
}

/** Server ms of "17:30" on the hall's day of `now`; undefined if that is no time of day. */
export function timeToday(text: string, now: number, zoneMinutes = 420): number | undefined {
  const found = /^([01]?\d|2[0-3])[:hg.]([0-5]\d)$/.exec(text.trim());
  if (!found) return undefined;
  const zone = zoneMinutes * 60_000;
  const day = Math.floor((now + zone) / 86_400_000) * 86_400_000;
  return day + (Number(found[1]) * 60 + Number(found[2])) * 60_000 - zone;
}

export interface Bar {
  id: string;
  turns: number;
  time: number;
  /** 0 to 1 of the longest. */
  part: number;
}

/** Who has had how much, the longest first. */
export function bars(shares: Readonly<Record<string, Share>>): Bar[] {
  const all = Object.entries(shares).map(([id, share]) => ({ id, ...share }));
  const most = Math.max(1, ...all.map((one) => one.time));
  return all.sort((a, b) => b.time - a.time || b.turns - a.turns).map((one) => ({ ...one, part: one.time / most }));
}
