/** What the desk remembers while it is open: focus, selection, what is edited, logged, heard. */

import { getContext, setContext, untrack } from 'svelte';
import type { Room } from '../../room/room.svelte';
import type { RequestView, SegmentView, View } from '../../wire';
import { Drafts } from './drafts';
import { draftKey } from './edit';
import { Player } from './player.svelte';
import { hidden, isSpeech, Script } from './script.svelte';

/** Out of which words an opinion is logged. */
export interface Source {
  turn: string;
  segments: readonly string[];
}

export type Tab = 'opinions' | 'rest' | 'conclusion';

export class Desk {
  readonly room: Room;
  readonly drafts: Drafts;
  readonly script: Script;
  readonly player: Player;
  focused = $state.raw('');
  selected = $state.raw<ReadonlySet<string>>(new Set());
  editing = $state.raw('');
  logging = $state.raw<Source | undefined>();
  tab = $state.raw<Tab>('opinions');
  /** The opinion whose card is open. */
  open = $state.raw('');
  /** Bumped to ask the transcript to bring `focused` into sight. */
  shows = $state.raw(0);
  /** Registrations as they were seen waiting: their topic and field prefill an opinion. */
  #requests = new Map<string, RequestView>();
  #anchor = '';
  #withdrawn = '';

  constructor(room: Room) {
    this.room = room;
    this.drafts = new Drafts(room.session.conference);
    this.script = new Script(room);
    this.player = new Player(room);
    for (const one of this.drafts.get<RequestView[]>('requests') ?? []) this.#requests.set(one.id, one);
  }

  take(view: View): void {
    this.#withdraw(view);
    this.script.take(view.transcript);
    const before = this.#requests.size;
    for (const one of Object.values(view.queue?.requests ?? {})) this.#requests.set(one.id, one);
    if (this.#requests.size !== before) this.drafts.set('requests', [...this.#requests.values()].slice(-300));
  }

  registered(request: string | undefined): RequestView | undefined {
    return this.#requests.get(request ?? '');
  }

  /** Begin to edit a line; what the service says of itself is nobody's to edit. */
  edit(id: string): void {
    const row = this.script.all.get(id);
    if (row && isSpeech(row)) this.editing = id;
  }

  /** Of what was withdrawn nothing stays here: no line, no draft, no sound. What is given back comes
   * again from the service. */
  #withdraw(view: View): void {
    const every = Object.values(view.withdrawals?.all ?? {});
    const known = every.map((one) => one.id + one.state).join();
    if (known === this.#withdrawn) return;
    this.#withdrawn = known;
    untrack(() => {
      const spans = every.filter((one) => one.state !== 'cancelled').map((one) => one.span);
      for (const row of this.script.rows.filter((row) => hidden(row, spans))) {
        this.drafts.drop(draftKey(row.id));
        if (row.id === this.editing) this.editing = '';
      }
      this.player.close();
      this.script.restart(view.transcript);
    });
  }

  // --- moving and choosing --------------------------------------------------------------------

  focus(id: string): void {
    this.focused = id;
    this.#anchor = id;
  }

  /** The row `by` places from the focused one, or undefined at the ends. */
  beside(by: number): SegmentView | undefined {
    const { rows } = this.script;
    const at = rows.findIndex((row) => row.id === this.focused);
    return at < 0 ? rows.at(by < 0 ? -1 : 0) : rows[at + by];
  }

  toggle(id: string): void {
    const kept = [...this.selected].filter((other) => this.#sameTurn(other, id));
    this.selected = new Set(this.selected.has(id) ? kept.filter((other) => other !== id) : [...kept, id]);
  }

  only(id: string): void {
    this.selected = new Set([id]);
  }

  /** All from where the choice began to `id`, of its own turn. */
  reach(id: string): void {
    const { rows } = this.script;
    const from = rows.findIndex((row) => row.id === (this.#anchor || id));
    const to = rows.findIndex((row) => row.id === id);
    const span = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.selected = new Set(span.filter((row) => this.#sameTurn(row.id, this.#anchor || id)).map((row) => row.id));
    this.focused = id;
  }

  clear(): void {
    this.selected = new Set();
  }

  /** Bring a line, or a turn's first line, into sight and focus. */
  show(id: string): void {
    this.focus(this.script.all.has(id) ? id : (this.script.ofTurn(id)[0]?.id ?? this.focused));
    this.shows++;
  }

  // --- logging an opinion ---------------------------------------------------------------------

  /** Out of the chosen lines; else the whole turn of the focused line; else `turn`. */
  logFrom(turn: string): void {
    const rows = this.script.rows.filter((row) => this.selected.has(row.id) && isSpeech(row));
    if (rows.length) {
      this.logging = { turn: rows[0]!.turn, segments: rows.map((row) => row.id) };
    } else {
      this.logTurn(turn || this.script.all.get(this.focused)?.turn || '');
    }
  }

  logTurn(turn: string): void {
    if (!turn) return;
    this.logging = { turn, segments: this.script.ofTurn(turn).filter(isSpeech).map((row) => row.id).slice(0, 500) };
  }

  #sameTurn(a: string, b: string): boolean {
    return this.script.all.get(a)?.turn === this.script.all.get(b)?.turn;
  }
}

const KEY = Symbol('desk');
export const provideDesk = (desk: Desk): Desk => setContext(KEY, desk);
export const useDesk = (): Desk => getContext<Desk>(KEY);
