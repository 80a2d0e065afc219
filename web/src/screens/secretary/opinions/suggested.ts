/** What the service reads out of the words of a speech: to be confirmed, never final by itself. */

import type { Level, OpinionKind } from '../../../wire';

export interface Suggested {
  summary?: string;
  field?: string;
  authority?: Level;
  kind?: OpinionKind;
  lead?: string;
  why?: readonly string[];
}

export interface Classified {
  summary: string;
  field: string;
  authority: Level | '';
  kind: OpinionKind | '';
}

/** Of what is suggested that which nobody has set yet; undefined if nothing is left of it. */
export function offered(meant: Suggested, now: Classified): Suggested | undefined {
  const left: Suggested = {
    ...(meant.field && !now.field ? { field: meant.field } : {}),
    ...(meant.authority && !now.authority ? { authority: meant.authority } : {}),
    ...(meant.kind && !now.kind ? { kind: meant.kind } : {}),
    ...(meant.summary && !now.summary.trim() ? { summary: meant.summary } : {}),
  };
  return Object.keys(left).length ? { ...left, why: meant.why ?? [] } : undefined;
}
