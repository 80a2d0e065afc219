/** Pages of all lines, as the service hands them out. */

import { beside, LINES } from '../../link/door';
import type { Room } from '../../room/room.svelte';
import type { SegmentView } from '../../wire';

export interface Page {
  segments: SegmentView[];
  /** Of all lines. */
  count: number;
}

/** Lines of a page without their words (http.BRIEF): with them it is six times as large, and most
 * lines are never looked at. */
export const BRIEF = 4000;

export const pageOf = (room: Room, from: number): Promise<Page> => room.get<Page>(`${LINES}${from}`);

/** The first page, asked for before there was a view; `page` once it is here. */
export interface Early {
  coming: Promise<void>;
  page?: Page;
}

const early = new WeakMap<Room, Early>();

/** Ask for the first lines of all while the view, which has the last ones, is on its way. */
export function askAhead(room: Room): void {
  const asked = beside()?.then(read) ?? pageOf(room, 0);
  const one: Early = { coming: asked.then((page) => void (one.page = page), () => {}) }; // who needs it asks again
  early.set(room, one);
}

export const earlyOf = (room: Room): Early | undefined => early.get(room);

function read(answer: Response): Promise<Page> {
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json() as Promise<Page>;
}
