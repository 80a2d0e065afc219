/** *Bảng tổng hợp ý kiến phục vụ kết luận*: counts that the chair reads at any minute. */

import type { FieldCounts, Level, OpinionView } from '../../wire';
import { LEVELS } from '../secretary/gaps';

/** "" is not classified yet. */
export type Column = Level | '';

export interface Sum {
  levels: Readonly<Partial<Record<Column, number>>>;
  total: number;
  answered: number;
  partly: number;
}

export interface Grid {
  columns: Column[];
  lines: readonly FieldCounts[];
  sum: Sum;
  /** The largest cell: the ground of the shades. */
  most: number;
}

/** The service's counts as a table: the levels that occur, and those that a province has anyway. */
export function gridOf(lines: readonly FieldCounts[]): Grid {
  const levels: Partial<Record<Column, number>> = {};
  for (const line of lines) {
    for (const [level, count] of Object.entries(line.levels)) levels[level as Column] = (levels[level as Column] ?? 0) + count;
  }
  const add = (of: 'total' | 'answered' | 'partly') => lines.reduce((sum, line) => sum + line[of], 0);
  const columns = ([...LEVELS, ''] as Column[]).filter((level) => levels[level] || (level !== 'district' && level !== ''));
  const most = Math.max(PALE, ...lines.flatMap((line) => Object.values(line.levels)));
  return { columns, lines, sum: { levels, total: add('total'), answered: add('answered'), partly: add('partly') }, most };
}

/** Few opinions make no dark cell. */
const PALE = 4;

export interface Group {
  field: string;
  rows: OpinionView[];
  answered: number;
}

/** The rows by field: as the plan lists them, what it does not know, the unclassified last. */
export function byField(rows: readonly OpinionView[], fields: readonly string[]): Group[] {
  const found = new Map<string, OpinionView[]>();
  for (const row of rows) found.set(row.field ?? '', [...(found.get(row.field ?? '') ?? []), row]);
  const order = [...fields, ...[...found.keys()].filter((field) => field && !fields.includes(field)), ''];
  return order.flatMap((field) => {
    const own = found.get(field);
    return own ? [{ field, rows: own, answered: own.filter((row) => row.answer !== 'none').length }] : [];
  });
}
