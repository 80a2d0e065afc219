/** Days off and days worked instead, as they are typed: one a line. */

import type { Calendar } from '../../wire';
import { daysIn } from '../register/days';
import { dayText } from '../secretary/days';

export interface Wrong {
  field: 'off' | 'worked';
  why: 'badDay' | 'otherYear' | 'both';
  /** As it was typed, or as it is shown. */
  day: string;
}

export const lines = (days: readonly string[] | undefined) => (days ?? []).map(dayText).join('\n');

/** The calendar, or the first thing that is wrong. `year`: all days must be in it. */
export function daysOf(off: string, worked: string, year = 0): { calendar: Calendar; wrong?: undefined } | { wrong: Wrong; calendar?: undefined } {
  const calendar = { off: sorted(off), worked: sorted(worked) };
  for (const field of ['off', 'worked'] as const) {
    for (const day of calendar[field]) {
      if (!exists(day)) return { wrong: { field, why: 'badDay', day: /^\d{4}-/.test(day) ? dayText(day) : day } };
      if (year && !day.startsWith(`${year}-`)) return { wrong: { field, why: 'otherYear', day: dayText(day) } };
    }
  }
  const twice = calendar.worked.find((day) => calendar.off.includes(day));
  return twice ? { wrong: { field: 'worked', why: 'both', day: dayText(twice) } } : { calendar };
}

const sorted = (text: string) => [...new Set(daysIn(text))].sort();

function exists(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
