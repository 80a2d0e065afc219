/** *Bảng tổng hợp ý kiến phục vụ kết luận*: counts that the chair reads at any minute. */

import type { Level, OpinionView } from '../../wire';
import { LEVELS } from '../secretary/gaps';

/** "" is not classified yet. */
export type Column = Level | '';

export interface Line {
  field: string;
  counts: Readonly<Partial<Record<Column, number>>>;
  total: number;
  answered: number;
}

export interface Sheet {
  columns: Column[];
  lines: Line[];
  sum: Line;
  /** The largest cell: the ground of the shades. */
  most: number;
}

const isAnswered = (row: OpinionView) => row.answer !== 'none';

function lineOf(field: string, rows: readonly OpinionView[]): Line {
  const counts: Partial<Record<Column, number>> = {};
  for (const row of rows) counts[row.authority ?? ''] = (counts[row.authority ?? ''] ?? 0) + 1;
  return { field, counts, total: rows.length, answered: rows.filter(isAnswered).length };
}

/** `fields` gives the order; fields without opinions are left out, the unclassified come last. */
export function sheetOf(rows: readonly OpinionView[], fields: readonly string[]): Sheet {
  const byField = new Map<string, OpinionView[]>();
  for (const row of rows) byField.set(row.field ?? '', [...(byField.get(row.field ?? '') ?? []), row]);
  const order = [...fields, ...[...byField.keys()].filter((field) => field && !fields.includes(field)), ''];
  const lines = order.filter((field) => byField.has(field)).map((field) => lineOf(field, byField.get(field) ?? []));
  const sum = lineOf('', rows);
  const columns = ([...LEVELS, ''] as Column[]).filter((level) => sum.counts[level] || (level !== 'district' && level !== ''));
  const most = Math.max(PALE, ...lines.flatMap((line) => Object.values(line.counts)));
  return { columns, lines, sum, most };
}

/** Few opinions make no dark cell. */
const PALE = 4;

export function promisesOf(rows: readonly OpinionView[]): OpinionView[] {
  return rows.filter((row) => row.promise || row.resolve_by).sort((a, b) => (a.resolve_by || '9').localeCompare(b.resolve_by || '9'));
}
