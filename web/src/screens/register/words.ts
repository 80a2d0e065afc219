/** Lists of choices, and what their members are called. */

import { dayText } from '../secretary/days';
import { t } from '../../text';
import type { Answer, Level, Result } from '../../wire';
import type { Row } from './register';

export const ANSWERS = ['none', 'here', 'written', 'partly', 'outside'] as const satisfies readonly Answer[];
export const RESULTS = ['noted', 'classified', 'assigned', 'in_progress', 'resolved', 'explained', 'planned', 'forwarded', 'duplicate', 'closed'] as const satisfies readonly Result[];
export const LEVELS = ['commune', 'district', 'province', 'central', 'other'] as const satisfies readonly Level[];
/** What a person may set as the result; the others follow from what was done. */
export const SETTLED = ['in_progress', 'resolved', 'explained', 'planned', 'closed'] as const satisfies readonly Result[];
/** What an agency only reports; the office confirms it. */
export const DONE: readonly Result[] = ['resolved', 'explained', 'closed'];
/** How an agency answers. */
export const BY_LETTER = ['written', 'partly'] as const satisfies readonly Answer[];

/** "58/SXD-KH, 20/01/2026". */
export function paperText(number: string | undefined, day: string | undefined): string {
  return [number, dayText(day)].filter(Boolean).join(', ');
}

/** "Đơn vị báo: Đã giải quyết xong (chờ xác nhận)". */
export function reportText(row: Row): string {
  if (row.reported === 'resolved') return t('register.reportedDone');
  return row.reported ? t('register.reported', { result: t(`opinions.result_${row.reported}`) }) : '';
}

/** "Đơn vị đề nghị gia hạn giải quyết đến 30/09/2026: Chờ vốn". */
export function timeText(row: Row): string {
  if (!row.time_of) return '';
  return t(row.time_of === 'answer' ? 'register.timeAnswer' : 'register.timeResolve', { day: dayText(row.time_until), reason: row.time_reason ?? '' });
}

/** Who asked, from where, and how many with them. */
export function whoText(row: Row): string {
  const who = [row.person, row.unit, row.place].filter(Boolean).join(', ');
  const others = (row.petitioners ?? 1) - 1;
  return others > 0 ? `${who} ${t('register.others', { count: others })}` : who;
}
