/** What a form holds, in lines that two people can compare. */

import { t } from '../../../text';
import type { DayCount, Paper } from '../../../wire';
import { dayText } from '../days';

export function deadlineText(day: string | undefined, term: DayCount | undefined): string {
  if (!term) return dayText(day);
  return `${t(term.counting === 'days' ? 'opinions.byDays' : 'opinions.byWorkdays')}: ${term.days}`;
}

export function paperText(paper: Paper | undefined): string {
  return [paper?.number, dayText(paper?.date), paper?.file].filter(Boolean).join(', ');
}

/** One line for each that says something. */
export function lines(rows: readonly (readonly [label: string, text: string | undefined])[]): string {
  return rows.filter(([, text]) => text).map(([label, text]) => `${label}: ${text}`).join('\n');
}
