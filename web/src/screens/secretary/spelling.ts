/** A line as the service spelled it: its words, what became of them, and what may have been meant. */

import type { Word } from './script.svelte';

/** [first word, end (exclusive), text, rule, suggested]: `start === end` is a mark before that word. */
export type Change = readonly [number, number, string, string, boolean?];
/** [first word, end (exclusive), text, rule, confidence] */
export type Suggestion = readonly [number, number, string, string, number];

/** What came of one line by HTTP, of exactly one version of its text. */
export interface Spelt {
  text: string;
  version: number;
  words: readonly Word[];
  changes: readonly Change[];
  suggestions: readonly Suggestion[];
  /** When each word of the text began, split at white space. */
  times: readonly number[];
  /** The text that was verified last; "" for none. */
  approved: string;
}

export interface Piece {
  text: string;
  /** The heard words beneath it, [start, end). */
  start: number;
  end: number;
  /** Words of the text, split at white space, that it is, or is part of: [at, until). */
  at: number;
  until: number;
  /** Follows closely on what stands before. */
  close: boolean;
  /** Its place in the list of changes; absent for words as they were heard. */
  change?: number;
  suggested?: boolean;
  /** What was heard, where something else stands. */
  heard?: string;
  /** What may be meant instead, by its place in the list of suggestions. */
  meant?: { at: number; text: string };
}

/** A line piece by piece; [] where its text is another one than that of its words: somebody has
 * edited it. */
export function piecesOf({ text, words, changes, suggestions }: Omit<Spelt, 'version' | 'times' | 'approved'>): Piece[] {
  const pieces: Piece[] = [];
  const heard = (start: number, end: number) => words.slice(start, end).map((word) => word[0]).join(' ');
  let [next, count] = [0, 0];
  const put = (piece: Omit<Piece, 'at' | 'until'>) => {
    const at = piece.close ? Math.max(0, count - 1) : count;
    if (!piece.close) count += piece.text.split(/\s+/).length;
    pieces.push({ ...piece, at, until: count });
  };
  const plain = (end: number) => {
    for (; next < end; next++) put({ text: heard(next, next + 1), start: next, end: next + 1, close: false });
  };
  changes.forEach(([start, end, to, , suggested], change) => {
    plain(start);
    put({ text: to, start, end, close: start === end, change, suggested: Boolean(suggested), heard: heard(start, end) });
    next = end;
  });
  plain(words.length);
  if (textOf(pieces) !== text) return [];
  suggestions.forEach(([start, end, to], place) => {
    const last = pieces.map((one) => one.start < end && one.end > start).lastIndexOf(true);
    if (last >= 0 && !pieces[last]!.meant) pieces[last]!.meant = { at: place, text: to };
  });
  return pieces;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((one) => (one.close ? one.text : ` ${one.text}`)).join('').trim();
}
