/** What the big screen shows now, from the view and how long the line has been lost. Pure. */

import { placeInSentence } from '../../room/places';
import { addressed, standing } from '../../room/select';
import type { Person, TurnView, View } from '../../wire';

/** A name without a line is old after this long: then nobody is named rather than somebody wrong. */
export const STALE_MS = 15_000;

export type Scene =
  | { kind: 'off' }
  | { kind: 'title'; note: 'soon' | 'over' | 'none' }
  | { kind: 'break' }
  | { kind: 'speaker'; turn: TurnView; next: TurnView | undefined }
  | { kind: 'idle'; next: TurnView | undefined; hold: boolean };

export function sceneOf(view: View, lostMs: number): Scene {
  const { conference, floor } = view;
  if (conference.hall === 'off') return { kind: 'off' };
  if (conference.stage === 'closed') return { kind: 'title', note: 'over' };
  if (conference.hall === 'title') return { kind: 'title', note: 'none' };
  if (conference.hall === 'break') return { kind: 'break' };
  if (conference.stage === 'planned') return { kind: 'title', note: 'soon' };
  if (lostMs >= STALE_MS) return { kind: 'title', note: 'none' };
  if (conference.stage === 'paused') return { kind: 'break' };
  const plate = conference.name_plate;
  const next = plate ? floor.turns[floor.coming[0] ?? ''] : undefined;
  const turn = floor.turns[floor.speaking ?? ''];
  // The plate of a complaint is blank: the service tells neither who nor where (day.md D9).
  const blank = turn && !turn.place && !addressed(turn.speaker) && !standing(turn.speaker);
  if (turn && plate && !blank) return { kind: 'speaker', turn, next };
  const hold = !turn && floor.suspended.some((id) => floor.turns[id]?.why === 'signal_lost');
  return { kind: 'idle', next, hold };
}

export interface Plate {
  /** The largest line. */
  head: string;
  /** How the person is addressed, over the name. */
  address: string;
  rank: string;
  place: string;
  /** Long ones are set smaller: they wrap, never end in dots (day.md D3). */
  size: 'wide' | 'middle' | 'small';
}

/** What a name plate says, whichever of name, title, unit and place are known. */
export function plateOf(person: Person, placeName: string): Plate {
  const { name = '', unit = '', address = '' } = person;
  const under = standing(person);
  const place = placeName === unit || !placeName ? '' : placeInSentence(placeName);
  const head = name || under || place;
  const rank = name ? under : '';
  const long = head.length * 2.2 + rank.length;
  return {
    head, rank, place: head === place ? '' : place, address: name ? address : '',
    size: long > 230 ? 'small' : long > 120 ? 'middle' : 'wide',
  }; // prettier-ignore
}
