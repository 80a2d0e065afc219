/** *Cần nghe lại*: words that somebody must hear again or confirm, and why (speech.md §10.6). */

import type { Key } from '../../text';
import type { Doubt, SegmentView } from '../../wire';

/** One stretch of doubtful words: a line and which of its doubts. */
export interface Mark {
  row: SegmentView;
  doubt: Doubt;
}

export const WHY = {
  unsure: 'secretary.whyUnsure',
  number: 'secretary.whyNumber',
  money: 'secretary.whyMoney',
  date: 'secretary.whyDate',
  name: 'secretary.whyName',
  negation: 'secretary.whyNegation',
} as const satisfies Record<Doubt[2], Key>;

/** The doubt about the words [at, until) of a text, if any. */
export function doubtOf(row: SegmentView, at: number, until: number): Doubt | undefined {
  return row.listen?.find(([start, end]) => start < until && end > at);
}

/** The mark that follows after the word `word` of the line `id`; after the last comes the first. */
export function nextMark(rows: readonly SegmentView[], id: string, word: number): Mark | undefined {
  const here = rows.findIndex((row) => row.id === id);
  const later = rows[here]?.listen?.find(([start]) => start > word);
  if (later) return { row: rows[here]!, doubt: later };
  const row = [...rows.slice(here + 1), ...rows.slice(0, here + 1)].find((row) => row.listen?.length);
  return row && { row, doubt: row.listen![0]! };
}
