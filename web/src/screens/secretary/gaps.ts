/** What an opinion still lacks, whose matter it is, how its deadline stands, and what of the words
 * is the request itself. */

import type { Level, OpinionKind, OpinionView, Origin } from '../../wire';

export const LEVELS = ['commune', 'district', 'province', 'central', 'other'] as const satisfies readonly Level[];
export const KINDS = ['petition', 'suggestion', 'report', 'proposal', 'question'] as const satisfies readonly OpinionKind[];
export const ORIGINS = ['in_hall', 'online', 'written', 'paper', 'collected', 'carried'] as const satisfies readonly Origin[];
const LADDER: readonly Level[] = ['commune', 'district', 'province', 'central'];

/** Vượt thẩm quyền, as the service computes it. */
export function beyond(held: Level, authority: Level | undefined): boolean {
  if (!authority || !LADDER.includes(authority) || !LADDER.includes(held)) return false;
  return LADDER.indexOf(authority) > LADDER.indexOf(held);
}

export type Gap = 'summary' | 'field' | 'authority';

/** A denunciation is a number and lacks nothing; a duplicate stands behind another row. */
export function gapsOf(row: OpinionView): Gap[] {
  if (row.matter || row.into) return [];
  return (['summary', 'field', 'authority'] as const).filter((one) => !row[one]);
}

/** How the next open deadline stands on `today` (ISO): "" far ahead, or none. */
export function standing(row: OpinionView, today: string): '' | 'soon' | 'overdue' {
  if (!row.due) return '';
  if (today > row.due) return 'overdue';
  return today >= (row.soon ?? row.due) ? 'soon' : '';
}

/** The day (ISO) of a server time where the hall stands. */
export function localDay(now: number, zone: number): string {
  return new Date(now + zone * 60_000).toISOString().slice(0, 10);
}

const ASKS = /(?:^|[\s,.;:])((?:tôi |chúng tôi |cử tri |nhân dân |bà con )?(?:xin )?(?:đề nghị|kiến nghị|đề xuất|mong muốn|mong))\s/iu;
const LIMIT = 400;

/** "Đề nghị …" out of what was said (day.md D16), to be confirmed by a person; "" if there is none. */
export function proposal(words: string): string {
  const found = ASKS.exec(words);
  if (!found) return '';
  const from = words.indexOf(found[1]!, found.index);
  const text = words.slice(from + found[1]!.length).trim();
  const first = /^[^.?]*[.?]?/.exec(text)?.[0] ?? text;
  return `Đề nghị ${(first.length > 20 ? first : text).slice(0, LIMIT).trim()}`;
}
