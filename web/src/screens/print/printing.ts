/** What is printed, as the service tells it whole, and what in it is still blank. */

import type { Room } from '../../room/room.svelte';
import type { Check, OpinionView, Printout, RequestView, RollView, SheetView } from '../../wire';
import { gapsOf } from '../secretary/gaps';

export const WHATS = ['sheet', 'queue', 'opinions', 'delegates', 'minutes', 'trial'] as const satisfies readonly Printout[];

export interface MinutesTold {
  frame: {
    rehearsal: string;
    draft: string;
    heading: { parent: string; issuer: string; number: string };
    kind: string;
    subject: string;
    recipients: readonly string[];
    kept: string;
  };
  circumstances: readonly string[];
  parts: readonly { title: string; paragraphs: readonly { text: string; bold: boolean }[] }[];
  ending: string;
  secretary: { title: string; name: string };
  chair: { title: string; name: string };
  roll_of: string;
  roll: readonly { number: string; name: string; expected: string; present: string; note: string }[];
}

/** `at`: when it was so, server time in ms. Which parts are there depends on what is printed. */
export interface Told {
  at: number;
  rows?: readonly OpinionView[];
  sheet?: SheetView;
  requests?: readonly RequestView[];
  rolls?: readonly RollView[];
  minutes?: MinutesTold;
}

export const whatOf = (query: string): Printout => {
  const asked = new URLSearchParams(query).get('what');
  return WHATS.find((one) => one === asked) ?? 'sheet';
};

/** Rejects with Refusal. */
export const tell = (room: Room, what: Printout): Promise<Told> => room.get<Told>(`/prints/${what}`);

/** The checks of a trial, as they are walked through (day.md D11). */
export const CHECKS = ['hand', 'call', 'microphone', 'chime', 'message'] as const satisfies readonly Check[];

export type Blank = 'summary' | 'field' | 'authority' | 'lead' | 'name' | 'topic' | 'present' | 'checks';

/** Where something is missing, and what: never a reason not to print. Gaps of the minutes tell
 * themselves, as "[chưa …]". */
export function blanksOf(what: Printout, told: Told): { where: string; blank: Blank | undefined; text: string }[] {
  const found = (where: string, blank: Blank) => ({ where, blank, text: '' });
  if (what === 'minutes') return gapsIn(told.minutes).map((text) => ({ where: '', blank: undefined, text }));
  if (what === 'queue') {
    return (told.requests ?? []).flatMap((one) => [
      ...(one.speaker.name ? [] : [found(`${one.no}`, 'name' as const)]),
      ...(one.topic ? [] : [found(`${one.no}`, 'topic' as const)]),
    ]);
  }
  if (what === 'delegates') return (told.rolls ?? []).filter((one) => one.id && one.present === undefined).map((one) => found(one.name, 'present'));
  if (what === 'trial') return communes(told.rolls).filter((one) => (one.checks?.length ?? 0) < CHECKS.length).map((one) => found(one.name, 'checks'));
  return (told.rows ?? [])
    .filter((row) => !row.matter && !row.into)
    .flatMap((row) => [
      ...gapsOf(row).map((gap) => found(row.code, gap)),
      ...(row.lead ? [] : [found(row.code, 'lead' as const)]),
    ]);
}

/** The points of a trial: the main venue has none of its own. */
export const communes = (rolls: readonly RollView[] | undefined): RollView[] => (rolls ?? []).filter((one) => one.id && one.kind !== 'venue');

const GAP = /\[chưa[^\]]*\]/g;

function gapsIn(minutes: MinutesTold | undefined): string[] {
  if (!minutes) return [];
  const lines = [...minutes.circumstances, ...minutes.parts.flatMap((part) => part.paragraphs.map((one) => one.text)), minutes.frame.heading.issuer];
  return lines.flatMap((line) => (line.match(GAP) ?? []).map((gap) => `${gap} ${line.slice(0, 60)}`));
}
