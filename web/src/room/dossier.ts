/** *Hồ sơ điểm cầu* (day.md D25): what a point has asked, here or at an earlier conference, and what
 * came of it: overdue first, then promises, then what nobody has answered. */

import type { OpinionsView, OpinionView, Result } from '../wire';

export type Standing = 'overdue' | 'promised' | 'open' | 'answered' | 'settled';
export const STANDINGS: readonly Standing[] = ['overdue', 'promised', 'open', 'answered', 'settled'];

export interface Entry {
  row: OpinionView;
  standing: Standing;
}

const SETTLED: readonly Result[] = ['resolved', 'explained', 'duplicate', 'closed'];

/** `today`: the day in the hall, "2026-06-30". Complaints and denunciations are left out (D9). */
export function dossier(opinions: OpinionsView | undefined, point: string, today: string): Entry[] {
  const rows = Object.values(opinions?.rows ?? {}).filter((row) => row.point === point && !row.withdrawn && !row.into && !row.matter);
  const found = rows.map((row) => ({ row, standing: standingOf(row, today) }));
  return found.sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) || a.row.code.localeCompare(b.row.code));
}

function standingOf({ result, answer, promise, resolve_by, due }: OpinionView, today: string): Standing {
  if (SETTLED.includes(result)) return 'settled';
  if (due && due < today) return 'overdue';
  if (promise || resolve_by) return 'promised';
  return answer === 'none' ? 'open' : 'answered';
}
