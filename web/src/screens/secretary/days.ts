/** "2026-06-30" as people write it: 30/6/2026 (days below 10 and months 1, 2 with a zero: NĐ 30). */
export function dayText(iso: string | undefined): string {
  const [year = '', month = '', day = ''] = (iso ?? '').split('-');
  if (!day) return iso ?? '';
  return `${day}/${Number(month) > 2 ? Number(month) : month}/${year}`;
}
