/** The list of reminders: rows that come by agency. */

import type { Found, Query, Register } from './register';

/** Rows that the service hands out at once. */
const MOST = 200;

export interface Group {
  agency: string;
  rows: readonly Found[];
}

/** `rows`, which stand together by agency, under their agencies. */
export function byLead(rows: readonly Found[]): Group[] {
  const groups: { agency: string; rows: Found[] }[] = [];
  for (const one of rows) {
    const agency = one.row.lead ?? '';
    if (groups.at(-1)?.agency === agency) groups.at(-1)!.rows.push(one);
    else groups.push({ agency, rows: [one] });
  }
  return groups;
}

/** Every page of `query`, for paper. Rejects with a Refusal. */
export async function every(register: Register, query: Query): Promise<Found[]> {
  const all: Found[] = [];
  for (;;) {
    const told = await register.reminders({ ...query, first: String(all.length), limit: String(MOST) });
    all.push(...told.rows);
    if (!told.rows.length || all.length >= told.count) return all;
  }
}
