import { timeOfDay } from '../../room/turnclock';

/** A moment for people: "09:05 22/11/2026", in the hall's zone. */
export function timeText(ms: number, zone = 420): string {
  const [year, month, day] = new Date(ms + zone * 60_000).toISOString().slice(0, 10).split('-');
  return `${timeOfDay(ms, zone)} ${day}/${month}/${year}`;
}
