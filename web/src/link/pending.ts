/** Commands pressed and not yet acknowledged, kept in sessionStorage so that they survive a reload. */

import type { Command } from '../wire';

/** Pressed at `at` by our own clock of this page (ms since 1970, not corrected). */
export interface Pending {
  id: string;
  command: Command;
  at: number;
}

/** A person has one or two under way; a desk that was cut off perhaps a dozen. */
export const LIMIT = 50;
const MINUTE = 60_000;

/** What is as right half an hour later: a registration, a head count, a written text. All else
 * (the floor, the stage, the screens) is meant now: later it would surprise the hall. */
const PATIENT = new Set<Command['type']>([
  'RaiseHand', 'LowerHand', 'ReviseRequest', 'CheckIn', 'WriteSegment', 'EditSegment', 'VerifySegment', 'LogOpinion',
  'ReviseOpinion', 'AssignOpinion', 'AnswerOpinion', 'ForwardOpinion', 'SetConclusionPoint',
]); // prettier-ignore

/** How long a command is asked again before it is given up, ms. */
export function patience(command: Command): number {
  return PATIENT.has(command.type) ? 30 * MINUTE : MINUTE / 2;
}

export class Shelf {
  #key: string;

  /** `owner` keeps apart those who share a browser: role, point and conference. */
  constructor(owner: string) {
    this.#key = `caunoi.pending.${owner}`;
  }

  read(now: number): Pending[] {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
      if (!Array.isArray(kept)) return [];
      return (kept as Pending[])
        .filter((one) => one?.id && one.command?.type && now - one.at < patience(one.command))
        .slice(0, LIMIT);
    } catch {
      return []; // storage is off or holds something else: nothing is pending
    }
  }

  write(all: Pending[]): void {
    try {
      if (all.length) sessionStorage.setItem(this.#key, JSON.stringify(all));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // Without storage a press does not survive a reload; all else works.
    }
  }
}
