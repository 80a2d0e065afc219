/** Lines laid out for reading: by turns, and each turn in parts that are drawn together. */

import type { SegmentView } from '../../wire';

/** Lines that are drawn, or only measured, together. */
export const PART = 16;

export interface Part {
  key: string;
  rows: readonly SegmentView[];
}

/** Lines of one turn in a row. A turn that was interrupted stands in several groups. */
export interface Group {
  key: string;
  turn: string;
  parts: readonly Part[];
}

/** What has not changed since `before` is the same object: only what changed is drawn again. */
export function groupsOf(rows: readonly SegmentView[], before: readonly Group[] = []): Group[] {
  const old = new Map(before.map((group) => [group.key, group]));
  const groups: Group[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const first = rows[from]!;
    while (rows[to]?.turn === first.turn) to++;
    const key = `${first.turn}:${first.id}`;
    const was = old.get(key);
    const parts = partsOf(rows.slice(from, to), was?.parts ?? []);
    groups.push(was && same(parts, was.parts) ? was : { key, turn: first.turn, parts });
  }
  return groups;
}

function partsOf(rows: readonly SegmentView[], before: readonly Part[]): Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < rows.length; from += PART) {
    const own = rows.slice(from, from + PART);
    const was = before[parts.length];
    parts.push(was && same(own, was.rows) ? was : { key: own[0]!.id, rows: own });
  }
  return parts;
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/** How high a turn's head is, px. */
export const HEAD = 53;
/** Letters that a line of text holds at `width` px, and what a line and a row take, px. */
const [LETTER, LINE, ROW] = [8.1, 25, 6];

/** About how high a part will be, px, where it has never been drawn. */
export function heightOf(rows: readonly SegmentView[], width: number): number {
  const letters = Math.max(10, width / LETTER);
  return rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(row.text.length / letters)) * LINE + ROW, 0);
}
