/** Days as the wire has them ("2026-06-30"). */

/** As people write it: 30/6/2026 (days below 10 and months 1, 2 with a zero: NĐ 30). */
export function dayText(iso: string | undefined): string {
  const [year = '', month = '', day = ''] = (iso ?? '').split('-');
  if (!day) return iso ?? '';
  return `${day}/${Number(month) > 2 ? Number(month) : month}/${year}`;
}

/** The day in the hall of a server time (ms). */
export function dayOf(ms: number, zoneMinutes: number): string {
  return new Date(ms + zoneMinutes * 60_000).toISOString().slice(0, 10);
}
