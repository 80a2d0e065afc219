/** Tách, gộp, chuyển từ: which command asks for another grouping of words, from where the caret is. */

import type { Command, SegmentView } from '../../wire';
import { isSpeech } from './script.svelte';

export const WAYS = ['split', 'merge', 'mergeNext', 'moveBack', 'moveOn'] as const;
export type Way = (typeof WAYS)[number];
const wordsOf = (text: string) => text.match(/\S+/g)?.length ?? 0;

/**
 * The command for the version of `row` in which everything is saved that was typed; undefined where
 * there is nothing to regroup. The caret stands between `before` and `after`; `beside` are the
 * neighbours.
 */
export function regrouping(
  way: Way, row: SegmentView, beside: (by: -1 | 1) => SegmentView | undefined, before: string, after: string,
): ((version: number) => Command) | undefined {
  if (way === 'split') {
    const whole = before.trim() && after.trim();
    return whole ? (version) => ({ type: 'SplitSegment', segment: row.id, version, before, after }) : undefined;
  } // prettier-ignore
  const back = way === 'merge' || way === 'moveBack';
  const other = beside(back ? -1 : 1);
  if (!other || !isSpeech(other)) return undefined;
  const [id, count] = [row.id, wordsOf(back ? before : after)];
  if (way === 'moveBack' || way === 'moveOn') {
    return count ? (version) => ({ type: 'MoveWords', segment: id, version, to: other.id, to_version: other.version, count }) : undefined;
  }
  if (other.turn !== row.turn) return undefined;
  return (version) =>
    back
      ? { type: 'MergeSegments', segment: other.id, version: other.version, next: id, next_version: version }
      : { type: 'MergeSegments', segment: id, version, next: other.id, next_version: other.version };
}
