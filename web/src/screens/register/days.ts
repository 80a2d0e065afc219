/** Days as people type them. */

/** The ISO days in `text`, one a line or after commas: "29/4/2026" or "2026-04-29". What is no day
 * stays as it is typed, so that the service names it. */
export function daysIn(text: string): string[] {
  return text.split(/[\n,;]/).map((one) => one.trim()).filter(Boolean).map(iso);
}

function iso(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed;
}
