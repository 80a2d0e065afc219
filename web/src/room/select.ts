/** Common questions to a view, asked in one way everywhere. Pure: use them inside `$derived`. */

import { DEFAULTS, MAY_ASK } from '../wire';
import type {
  AgendaItem, Command, ConferenceView, Mine, MyRequest, Person, PointView, RequestView, Role, Rules, TurnView, View,
} from '../wire'; // prettier-ignore

/** Whose turn it is, if anybody's. */
export function speaking(view: View): TurnView | undefined {
  return view.floor.turns[view.floor.speaking ?? ''];
}

/** Called or ready, in order. */
export function coming(view: View): TurnView[] {
  return listed(view.floor.turns, view.floor.coming);
}

/** Interrupted turns, the latest first. */
export function suspended(view: View): TurnView[] {
  return listed(view.floor.turns, view.floor.suspended).reverse();
}

/** Open requests in their order; [] where this role does not see the queue. */
export function waiting(view: View): RequestView[] {
  return view.queue ? listed(view.queue.requests, view.queue.order) : [];
}

export function points(view: View): PointView[] {
  return Object.values(view.points ?? {});
}

/** My requests, in the expected order. */
export function myRequests(mine: Mine): MyRequest[] {
  return listed(mine.requests, mine.order);
}

/** Mine that still wait, best placed first. */
export function myWaiting(mine: Mine): MyRequest[] {
  return myRequests(mine).filter((one) => one.state === 'waiting' || one.state === 'approved');
}

/** The items of `order`, those that the view does not hold left out. */
export function listed<T>(items: Readonly<Record<string, T>>, order: readonly string[]): T[] {
  return order.map((id) => items[id]).filter((item): item is NonNullable<typeof item> => item !== undefined);
}

/** The conference's limits, with the defaults that the wire leaves out. */
export function rulesOf(conference: ConferenceView): Required<Rules> {
  return { debate: 0, back: 0, order: 0, ...DEFAULTS.Rules, ...conference.rules };
}

export function itemOf(conference: ConferenceView): AgendaItem | undefined {
  return conference.agenda.find((item) => item.id === conference.item);
}

export function fieldName(conference: ConferenceView, code: string | undefined): string {
  return code ? (conference.fields[code] ?? code) : '';
}

export function placeName(view: View, point: string | undefined): string {
  return point ? (view.points?.[point]?.name ?? point) : '';
}

/** "đồng chí Nguyễn Văn A", as a person is addressed; "" for somebody not yet named. */
export function addressed(person: Person): string {
  return person.name ? [person.address, person.name].filter(Boolean).join(' ') : '';
}

/** Title and unit under a name: "Bí thư Đảng ủy, xã Đồn Đạc". What both say is said once: "Chủ tịch
 * UBND xã" of "UBND xã Quảng Minh" is "Chủ tịch UBND xã Quảng Minh". */
export function standing({ title = '', unit = '' }: Person): string {
  const [words, ofUnit] = [title.trim().split(/\s+/), unit.trim().split(/\s+/)];
  if (!title.trim() || !unit.trim()) return title.trim() || unit.trim();
  for (let n = Math.min(words.length, ofUnit.length); n > 0; n--) {
    if (words.slice(-n).join(' ') === ofUnit.slice(0, n).join(' ')) return [...words, ...ofUnit.slice(n)].join(' ');
  }
  return title.includes(unit) ? title.trim() : `${title.trim()}, ${unit.trim()}`;
}

/** May a role press the button of this command at all? */
export function may(role: Role, type: Command['type']): boolean {
  return MAY_ASK[type].includes(role);
}
