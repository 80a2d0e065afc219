/** Stretches of server time as people write and read them, in the hall's zone. */

import type { Span, TurnView } from '../../wire';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** "15:02:10" of a server time. */
export function clockOf(ms: number, zone: number): string {
  return new Date(ms + zone * MINUTE).toISOString().slice(11, 19);
}

/** The server time of "15:02:10" or "15:02" on the day of `now`, or undefined. */
export function timeAt(clock: string, now: number, zone: number): number | undefined {
  const found = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(clock);
  if (!found) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const midnight = Math.floor((now + zone * MINUTE) / DAY) * DAY - zone * MINUTE;
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Does the turn's time on the floor have a moment in common with [from, to)? */
export function meets(turn: TurnView, [from, to = Infinity]: Span): boolean {
  return turn.spans.some(([start, end]) => start < to && (end || Infinity) > from);
}
