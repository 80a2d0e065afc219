/** A turn's clock, from its spans: what it has spoken, what it has left, how that is written. */

import type { TurnView } from '../wire';

export type ClockPhase = 'none' | 'waiting' | 'running' | 'warning' | 'over' | 'stopped';

export interface TurnTime {
  /** ms spoken, interruptions not counted. */
  spoken: number;
  /** ms left; below 0 when over; absent where no clock is shown. */
  left?: number;
  phase: ClockPhase;
}

/** How long `turn` has had the floor until `now` (server ms). */
export function spokenMs(turn: TurnView, now: number): number {
  return turn.spans.reduce((sum, [start, end]) => sum + Math.max(0, (end || now) - start), 0);
}

/** `warn`: seconds before the end at which the clock changes colour. */
export function turnTime(turn: TurnView, now: number, warn: number): TurnTime {
  const spoken = spokenMs(turn, now);
  const left = turn.limit ? turn.limit * 1000 - spoken : undefined;
  return left === undefined
    ? { spoken, phase: turn.stage === 'speaking' ? 'none' : phaseAtRest(turn) }
    : { spoken, left, phase: turn.stage === 'speaking' ? phaseRunning(left, warn) : phaseAtRest(turn) };
}

function phaseRunning(left: number, warn: number): ClockPhase {
  if (left <= 0) return 'over';
  return left <= warn * 1000 ? 'warning' : 'running';
}

function phaseAtRest(turn: TurnView): ClockPhase {
  return turn.stage === 'called' || turn.stage === 'ready' ? 'waiting' : 'stopped';
}

/** 254000 → "4:14". Time left is rounded up, so that a fresh five minutes reads "5:00". */
export function minutes(ms: number, rounded: 'up' | 'down' = 'down'): string {
  const seconds = rounded === 'up' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000);
  const [m, s] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
  return `${m}:${String(s).padStart(2, '0')}`;
}

/** What a clock shows: time left, "+0:12" when over, time spoken where there is no limit. */
export function clockText({ left, spoken }: TurnTime): string {
  if (left === undefined) return minutes(spoken);
  return left > 0 ? minutes(left, 'up') : `+${minutes(-left)}`;
}

/** Hour and minute of a server time in the hall's zone: "08:05". */
export function timeOfDay(ms: number, zoneMinutes = 420): string {
  const at = new Date(ms + zoneMinutes * 60_000);
  return `${String(at.getUTCHours()).padStart(2, '0')}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
}
