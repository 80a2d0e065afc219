/** What the moderator's desk knows and does: questions to the view kept apart by area (a patch
 * redraws only what it touches), and acts that never run into one another. */

import { getContext, setContext } from 'svelte';
import { Refusal } from '../../link/refusal';
import { Act } from '../../parts/act.svelte';
import { toasts } from '../../parts/toasts.svelte';
import type { Room } from '../../room/room.svelte';
import { addressed, coming, listed, rulesOf, speaking, standing, suspended } from '../../room/select';
import { minutes } from '../../room/turnclock';
import { t } from '../../text';
import { onTable } from '../slips/slips';
import type { AgendaItem, Command, Person, PointView, RequestView, TurnKind, TurnView, View } from '../../wire';

/** After an act the screen rests this long: the second half of a double press hits nothing new. */
const SETTLE_MS = 600;

export type Sheet =
  | { kind: 'invite' }
  | { kind: 'programme' }
  | { kind: 'captions' }
  | { kind: 'withdraw' }
  | { kind: 'recording' }
  | { kind: 'open' | 'pause' | 'close' }
  | { kind: 'end'; turn: string }
  | { kind: 'correct'; turn: string }
  | { kind: 'register'; point: string; before?: string }
  | { kind: 'revise'; request: RequestView }
  | { kind: 'decline'; request: RequestView }
  | { kind: 'lower'; request: RequestView }
  | { kind: 'details'; request: string }
  | { kind: 'speech'; target: { request: string } | { turn: string }; name: string; length: number }
  | { kind: 'merge'; requests: readonly string[] }
  | { kind: 'divert'; request?: RequestView; turn?: TurnView }
  | { kind: 'undo'; turn: TurnView; segments: number }
  | { kind: 'limits'; speech?: number }
  | { kind: 'policy' | 'time' | 'list' | 'dialogue' | 'answers' | 'messages' | 'cue' }
  | { kind: 'point'; point: string };

export class Desk {
  readonly room: Room;
  /** The one dialog that is open. */
  sheet = $state.raw<Sheet | undefined>();
  /** Chosen to be merged. */
  picked = $state.raw<readonly string[]>([]);
  /** The row that is dragged, and the one it would go before. */
  dragged = $state.raw('');
  over = $state.raw('');
  /** Requests seen while they waited: a called turn does not tell its topic. */
  readonly known = new Map<string, RequestView>();

  #act = new Act();
  #moving = false;
  #free = 0;

  constructor(room: Room) {
    this.room = room;
  }

  // --- what there is ----------------------------------------------------------------------------

  view = $derived.by((): View => this.room.view as View); // there before a desk is made
  conference = $derived(this.view.conference);
  floor = $derived(this.view.floor);
  queue = $derived(this.view.queue);
  pointsById = $derived(this.view.points);
  rules = $derived(rulesOf(this.conference));

  turn = $derived(speaking({ floor: this.floor } as View));
  coming = $derived(coming({ floor: this.floor } as View));
  suspended = $derived(suspended({ floor: this.floor } as View));
  waiting = $derived(this.queue ? listed(this.queue.requests, this.queue.order) : []);
  held = $derived(this.queue ? listed(this.queue.requests, this.queue.held ?? []) : []);
  aside = $derived(this.queue ? listed(this.queue.requests, this.queue.aside ?? []) : []);
  points = $derived(Object.values(this.pointsById ?? {}));
  /** Points that stay loud without the floor: *Micro còn mở* (day.md D12). */
  open = $derived(this.view.crowd?.open);
  venue = $derived(this.points.find((point) => point.kind === 'venue'));
  /** How many turns of the dialogue each point has had. */
  spoken = $derived.by(() => {
    const times = new Map<string, number>();
    for (const turn of Object.values(this.floor.turns)) {
      if (turn.kind === 'speech' && turn.stage === 'ended') times.set(turn.point, (times.get(turn.point) ?? 0) + 1);
    }
    return times;
  });
  /** The last delegate's turn: what a reply answers. */
  lastSpeech = $derived.by(() => {
    const turns = [this.turn, ...this.suspended, ...listed(this.floor.turns, this.floor.order).reverse()];
    return turns.find((one) => one?.kind === 'speech' && one.spans.length > 0);
  });

  /** Speeches that await a reply, oldest first. */
  unanswered = $derived(listed(this.floor.turns, this.floor.unanswered ?? []));
  /** The last call, while it can be undone. */
  lastCall = $derived.by(() => {
    const last = listed(this.floor.turns, this.floor.order).reverse().find((turn) => turn.stage !== 'withdrawn');
    return last && last.stage !== 'ended' && !last.matter ? last : undefined;
  });
  /** What points have sent and nobody at the desk has acknowledged. */
  news = $derived.by(() => {
    const told = this.view.notices;
    return told ? listed(told.notices, told.order).filter((one) => one.source && !one.seen['desk']) : [];
  });
  cue = $derived.by(() => {
    const cues = this.view.cues;
    return cues ? cues.cues[cues.order.at(-1) ?? ''] : undefined;
  });

  connected = $derived.by(() => this.room.state.kind === 'connected');
  /** The floor may be moved now. */
  running = $derived.by(() => this.connected && this.conference.stage === 'open');
  chairing = $derived(this.turn?.kind === 'chair');
  /** A minute of server time: for "12 phút", without a tick a second. */
  minute = $derived.by(() => Math.floor(this.room.clock.now / 60_000));

  point(id: string): PointView | undefined {
    return this.pointsById?.[id];
  }

  isVenue(id: string): boolean {
    return this.point(id)?.kind === 'venue';
  }

  /** "12 phút", "vừa xong", of a server time. */
  since(ms: number | undefined): string {
    const passed = Math.max(0, this.minute - Math.floor((ms ?? 0) / 60_000));
    if (!ms || passed < 1) return t('moderate.awayNow');
    if (passed < 60) return t('moderate.away', { count: passed });
    return t('moderate.awayHours', { count: Math.floor(passed / 60), rest: passed % 60 });
  }

  // --- acts -------------------------------------------------------------------------------------

  /** One act that moves the floor or the screens: alone, and nothing right after it. */
  async move(...commands: readonly Command[]): Promise<void> {
    if (this.#moving || performance.now() < this.#free) return;
    this.#moving = true;
    try {
      for (const command of commands) await this.room.ask(command);
    } finally {
      this.#moving = false;
      this.#free = performance.now() + SETTLE_MS;
    }
  }

  /** The same after a dialog asked: its button is no second half of anything, and must not be lost. */
  async confirmed(...commands: readonly Command[]): Promise<void> {
    this.#free = 0;
    await this.move(...commands);
  }

  /** The same from a key: a refusal is told. */
  press(...commands: readonly Command[]): void {
    if (!this.connected) {
      toasts.tell(t('errors.offline'), 'warn');
      return;
    }
    void this.#act.run(() => this.move(...commands));
  }

  call(request?: RequestView): Command {
    // By name, never "whoever is first now": the list may have moved since it was read.
    const chosen = request ?? this.waiting[0];
    return { type: 'CallSpeaker', count: this.floor.count, ...(chosen ? { request: chosen.id } : {}) };
  }

  // --- the list by hand -------------------------------------------------------------------------

  /** Put `id` right before `before` ("" the end). Another arrangement meanwhile is told in words. */
  async place(id: string, before: string): Promise<void> {
    if (id === before) return;
    try {
      await this.room.ask({ type: 'MoveRequest', request: id, version: this.queue?.version ?? 0, ...(before ? { before } : {}) });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale_version') throw error;
      toasts.tell(t('desk.stale'), 'warn');
      return;
    }
    const place = (this.queue?.order.indexOf(id) ?? -1) + 1;
    const no = this.queue?.requests[id]?.no;
    if (place && no) toasts.tell(t('desk.moved', { no, place }), 'good');
  }

  /** One up (-1) or down (1). */
  async shift(id: string, by: -1 | 1): Promise<void> {
    const order = this.queue?.order ?? [];
    const at = order.indexOf(id);
    const to = at + by;
    if (at < 0 || to < 0 || to >= order.length) return;
    await this.place(id, by < 0 ? (order[to] ?? '') : (order[to + 1] ?? ''));
  }

  pick(id: string): void {
    this.picked = this.picked.includes(id) ? this.picked.filter((one) => one !== id) : [...this.picked, id];
  }

  merge(): void {
    const open = this.picked.filter((id) => this.queue?.requests[id]);
    if (open.length > 1) this.sheet = { kind: 'merge', requests: open };
  }

  /** *Hoàn tác*: where words were heard, a person says whose they are. */
  async undo(turn: TurnView): Promise<void> {
    try {
      await this.room.ask({ type: 'UndoFloor', turn: turn.id });
      toasts.tell(t('desk.undone'), 'good');
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'words_heard') throw error;
      this.sheet = { kind: 'undo', turn, segments: Number(error.fields['segments'] ?? 0) };
    }
  }

  /** A key's act that is more than a command. */
  run(act: () => unknown): void {
    void this.#act.run(act);
  }

  /** *Chủ trì phát biểu*, and the same key gives the floor back. */
  chair(person?: Person): Command | undefined {
    if (this.chairing && this.turn && !person) return { type: 'EndFloor', turn: this.turn.id };
    if (!this.venue) return undefined;
    return { type: 'ChairSpeaks', point: this.venue.id, speaker: person ?? this.conference.chairs[0] ?? {} };
  }

  /** *Mất tín hiệu*, or go on with the one that stands. */
  signal(): Command | undefined {
    if (this.turn) return { type: 'SuspendFloor', turn: this.turn.id };
    const first = this.suspended[0];
    return first && { type: 'ResumeFloor', turn: first.id };
  }

  invite(point: string, speaker: Person, kind: TurnKind, more: { item?: string; answers?: string[]; request?: string } = {}): Command {
    return { type: 'InviteNow', point, speaker, kind, ...more };
  }

  /** Go to an item of the programme and give its responsible person the floor. */
  begin(item: AgendaItem): Command[] {
    const point = this.venue?.id;
    const go: Command = { type: 'GoToItem', item: item.id };
    return point ? [go, this.invite(point, responsible(item, this.conference.chairs), 'procedure', { item: item.id })] : [go];
  }

  /** The slip at the top of the table was read. */
  firstSlip(): Command | undefined {
    const first = onTable(this.view)[0];
    return first && { type: 'ReadSlip', slip: first.slip.id };
  }

  plate(): Command {
    const { hall, name_plate } = this.conference;
    return { type: 'SetHall', hall, name_plate: !name_plate };
  }
}

/** Who an item names: the chair with that title, else the title or body alone. */
export function responsible(item: AgendaItem, chairs: readonly Person[]): Person {
  const named = item.responsible?.split(';')[0]?.trim() ?? '';
  const titles = (person: Person) => (person.title ?? '').split(',').map((title) => title.trim().toLowerCase());
  const chair = chairs.find((person) => named && titles(person).includes(named.toLowerCase()));
  return chair ?? (named ? { title: named } : {});
}

/** How a turn or request is called in one line: the person, else their unit, else the place. */
export function shortName(one: { speaker: Person; place: string } | TurnView): string {
  return addressed(one.speaker) || standing(one.speaker) || one.place || t('floor.unnamed');
}

/** What a suspended turn has left: "còn 2:10". */
export function leftText(left: number | undefined): string {
  return left === undefined ? '' : t('moderate.leftOver', { time: minutes(Math.max(0, left), 'up') });
}

const KEY = Symbol('desk');

export function provideDesk(desk: Desk): Desk {
  return setContext(KEY, desk);
}

export function useDesk(): Desk {
  return getContext<Desk>(KEY);
}
