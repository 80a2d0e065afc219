/**
 * The conference as a screen sees it: one object with everything a screen reads and the one way
 * to act. A screen gets it from `useRoom()` inside `<Screen>`.
 */

import { getContext, setContext } from 'svelte';
import { Link, type LinkState } from '../link/link';
import { Refusal } from '../link/refusal';
import { keep, type Session } from '../link/session';
import { language } from '../text/common';
import type { Command, Role, View } from '../wire';
import { Clock } from './clock.svelte';
import { Mirror } from './mirror.svelte';
import { may } from './select';

/** How long a pressed button waits for its own change to appear on the screen, after the ack. */
const SHOWN_MS = 2000;
/** A view that has not come by itself this long after connecting is asked for. */
const VIEW_MS = 6000;

export class Room {
  readonly session: Session;
  readonly mirror: Mirror;
  readonly clock: Clock;
  readonly link: Link;
  state = $state.raw<LinkState>({ kind: 'connecting' });
  /** Commands that wait for their acknowledgement. */
  pending = $state.raw(0);

  /** `orphaned` hears of a press of before a reload that was refused or given up. */
  constructor(session: Session, orphaned?: (why: Refusal) => void) {
    this.session = session;
    this.mirror = new Mirror(() => this.link.look());
    const { role, conference, point = '' } = session;
    this.link = new Link({
      token: session.token,
      conference,
      owner: `${role}.${conference}.${point}`,
      language: () => language.current,
      receiver: this.mirror,
      changed: (state, pending) => this.#changed(state, pending),
      ...(orphaned ? { orphaned } : {}),
    });
    this.clock = new Clock(() => this.link.offset.now());
  }

  get role(): Role {
    return this.session.role;
  }

  /** Absent until the first view has come; inside `<Screen>` it is always there. */
  get view(): View | undefined {
    return this.mirror.view;
  }

  /** Ask for `command`; resolves once it is recorded and, normally, shown. Rejects with Refusal. */
  async ask(command: Command): Promise<void> {
    const seq = await this.link.ask(command);
    await this.mirror.reached(seq, SHOWN_MS);
  }

  /** Does this role have the button for `type` at all? */
  may(type: Command['type']): boolean {
    return may(this.role, type);
  }

  /** GET `/api/conferences/ID/path` as JSON, with this client's token. Rejects with Refusal. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.fetch(path);
    return (await answer.json()) as T;
  }

  /** The same by POST: `body` as JSON, a form as it is. */
  async post<T>(path: string, body: object): Promise<T> {
    const answer = await this.fetch(path, body);
    return (await answer.json()) as T;
  }

  /** For papers and sound: the raw answer, already checked. */
  async fetch(path: string, body?: object): Promise<Response> {
    const form = body instanceof FormData;
    const headers = {
      Authorization: `Bearer ${this.session.token}`,
      'Accept-Language': language.current,
      ...(body && !form ? { 'Content-Type': 'application/json' } : {}),
    };
    const posted = body ? { method: 'POST', body: form ? body : JSON.stringify(body) } : {};
    let answer: Response;
    try {
      answer = await fetch(`/api/conferences/${this.session.conference}${path}`, { headers, ...posted });
    } catch {
      throw new Refusal({ code: 'offline', message: '' });
    }
    if (answer.ok) return answer;
    throw new Refusal(await answer.json().catch(() => ({ code: 'offline', message: '' })));
  }

  open(): void {
    this.link.open();
  }

  close(): void {
    this.link.close();
  }

  /** Note where we are, for the join page's "where you were". */
  remember(view: View): void {
    const place = this.mirror.mine.point?.name ?? this.session.place;
    const title = view.conference.short_title || view.conference.title;
    if (title === this.session.title && place === this.session.place) return;
    Object.assign(this.session, { title, at: Date.now() }, place ? { place } : {});
    keep(this.session);
  }

  #changed(state: LinkState, pending: number): void {
    if (state.kind === 'connected' && this.state.kind !== 'connected') this.#expectView();
    this.state = state;
    this.pending = pending;
  }

  #expectView(): void {
    const before = this.mirror.version;
    setTimeout(() => {
      if (this.mirror.version === before && this.state.kind === 'connected') void this.mirror.ask();
    }, VIEW_MS);
  }
}

const KEY = Symbol('room');

export function provideRoom(room: Room): Room {
  return setContext(KEY, room);
}

/** The room of the screen around. */
export function useRoom(): Room {
  return getContext<Room>(KEY);
}
