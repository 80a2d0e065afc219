/** *Phiếu nhắc* (day.md D25): what lies on the table, whom it is about, whom one may be about. */

import { addressed, coming, listed, speaking, standing, suspended, waiting } from '../../room/select';
import type { Person, Slip, TurnView, View } from '../../wire';

export type Stage = TurnView['stage'] | 'next';

export interface Subject {
  /** Of the turn, or of the request that waits. */
  id: string;
  stage: Stage;
  name: string;
  place: string;
}

export interface Line {
  slip: Slip;
  /** Whom it is about. */
  who: string;
}

/** So many of those who wait may be written about: as `server/rooms/slips.py` says. */
const ON_DECK = 2;

const nameOf = (one: { speaker: Person; place: string }) => addressed(one.speaker) || standing(one.speaker) || one.place;

/** Who speaks and whom they answer, who was interrupted or is called, who awaits a reply, who is next. */
export function subjects(view: View): Subject[] {
  const now = [speaking(view), ...suspended(view), ...coming(view)].filter((one) => one !== undefined);
  const answered = listed(view.floor.turns, [...now.flatMap((one) => one.answers ?? []), ...(view.floor.unanswered ?? [])]);
  const turns = [...new Set([...now, ...answered])].filter((one) => !one.matter);
  return [
    ...turns.map((one) => ({ id: one.id, stage: one.stage, name: nameOf(one), place: one.place })),
    ...waiting(view).slice(0, ON_DECK).map((one) => ({ id: one.id, stage: 'next' as const, name: nameOf(one), place: one.place })),
  ]; // prettier-ignore
}

/** What nobody at the table has put away yet: about who speaks first, then as it was passed. */
export function onTable(view: View): Line[] {
  const unread = Object.values(view.floor.slips ?? {}).filter((slip) => !slip.read_at);
  if (!unread.length) return []; // as nearly always: then a patch of the queue changes nothing here
  const order = subjects(view).map((one) => one.id);
  const turns = Object.values(view.floor.turns);
  const rows = unread.map((slip) => {
    const turn = turns.find((one) => (slip.request ? one.request === slip.request : one.id === slip.turn) && one.stage !== 'withdrawn');
    const about = turn ?? view.queue?.requests[slip.request ?? ''];
    const place = about ? order.indexOf(about.id) : -1;
    return { slip, who: about ? nameOf(about) : '', place: place < 0 ? order.length : place };
  });
  return rows.sort((a, b) => a.place - b.place || a.slip.at - b.slip.at).map(({ slip, who }) => ({ slip, who }));
}
