/** What the desk remembers while it is open: focus, selection, what is edited, logged, heard. */

import { getContext, setContext, untrack } from 'svelte';
import { Keymap } from '../../parts/keymap.svelte';
import type { Room } from '../../room/room.svelte';
import type { RequestView, SegmentView, View } from '../../wire';
import { KEYS } from './actions';
import { Drafts } from './drafts';
import { draftKey } from './edit';
import { Player } from './player.svelte';
import { nextMark } from './marks';
import { hidden, isSpeech, isTyped, Script } from './script.svelte';

/** Out of which words an opinion is logged. */
export interface Source {
  turn: string;
  segments: readonly string[];
}

/** Words are heard from a little before them. */
const BEFORE_MS = 1200;

export type Tab = 'opinions' | 'rest' | 'conclusion';

export class Desk {
  readonly room: Room;
  readonly drafts: Drafts;
  readonly script: Script;
  readonly player: Player;
  readonly keys = new Keymap('desk', KEYS);
  focused = $state.raw('');
  selected = $state.raw<ReadonlySet<string>>(new Set());
  #editing = $state.raw('');
  logging = $state.raw<Source | undefined>();
  /** Words to be heard again that one has gone to. */
  mark = $state.raw<{ row: string; word: number } | undefined>();
  /** The locked line that is corrected. */
  amending = $state.raw('');
  /** The turn whose speaker's name is put right. */
  correcting = $state.raw('');
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

  /** The line that is edited here, "" for none. */
  get editing(): string {
    return this.#editing;
  }

  set editing(id: string) {
    this.#editing = id;
    this.script.hold(id);
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
    if (!row || !isSpeech(row)) return;
    if (row.state === 'locked') this.amending = id;
    else this.editing = id;
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

  /** The row `by` places from `id`, or undefined at the ends. */
  beside(by: number, id = this.focused): SegmentView | undefined {
    const { rows } = this.script;
    const at = rows.findIndex((row) => row.id === id);
    return at < 0 ? rows.at(by < 0 ? -1 : 0) : rows[at + by];
  }

  /** To the line beside, out of an editor, too: what was typed there is kept. */
  hop(by: number): void {
    const next = this.beside(by);
    this.editing = '';
    this.show((next ?? this.script.all.get(this.focused))?.id ?? '');
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

  // --- hearing again --------------------------------------------------------------------------

  /** Can there be sound of this line? */
  hasSound(row: SegmentView): boolean {
    return !isTyped(row) && !this.player.isSilent(row.turn);
  }

  /** Play from the server time `from`, else from where the line begins; nothing for a line without
   * sound. Rejects with Refusal. */
  async hear(row: SegmentView, from = row.starts): Promise<void> {
    const turn = this.room.view?.floor.turns[row.turn];
    if (!turn || !this.hasSound(row)) return;
    await this.player.play(turn, from);
  }

  /** Hear the line from a little before its word `word`. Rejects with Refusal. */
  async hearWord(row: SegmentView, word: number, before = 0): Promise<void> {
    if (this.hasSound(row)) await this.hear(row, ((await this.script.timed(row))[word] ?? row.starts) - before);
  }

  /** Play or pause what is heard; if that is of another turn than the focused line, hear the line. */
  async listen(): Promise<void> {
    const row = this.script.all.get(this.focused);
    const { turn } = this.player;
    if (turn && (!row || isTyped(row) || row.turn === turn.id)) await this.player.toggle();
    else if (row) await this.hear(row);
  }

  /** Go to the next words that have to be heard again, and hear them. Rejects with Refusal. */
  async nextMark(): Promise<void> {
    const at = this.mark?.row === this.focused ? this.mark.word : -1;
    const found = nextMark(this.script.rows, this.focused, at);
    this.mark = found && { row: found.row.id, word: found.doubt[0] };
    if (!found) return;
    this.show(found.row.id);
    await this.hearWord(found.row, found.doubt[0], BEFORE_MS);
  }

  /** These words are right: those one has gone to, else the first of the focused line; then on to the
   * next. Rejects with Refusal. */
  async confirm(): Promise<void> {
    const row = this.script.all.get(this.focused);
    const word = this.mark?.row === row?.id ? this.mark?.word : undefined;
    const doubt = row?.listen?.find(([start]) => word === undefined || start === word);
    if (!row || !doubt) return;
    const [start, end] = doubt;
    const heard = this.player.turn?.id === row.turn && this.player.at >= (this.script.timesOf(row)[end - 1] ?? Infinity);
    await this.room.ask({ type: 'ConfirmWords', segment: row.id, version: row.version, start, end, heard });
    await this.settled(row);
    await this.nextMark();
  }

  /** The focused line says what was said. Rejects with Refusal. */
  async verify(): Promise<void> {
    const row = this.script.all.get(this.focused);
    if (!row) return;
    await this.room.ask({ type: 'VerifySegment', segment: row.id, version: row.version });
    await this.settled(row);
  }

  /** The text before one's own last change of the focused line. Rejects with Refusal. */
  async undo(): Promise<void> {
    const row = this.script.all.get(this.focused);
    if (!row) return;
    await this.room.ask({ type: 'UndoSegment', segment: row.id, version: row.version });
    await this.settled(row);
  }

  /** Lines that have left the view come back by HTTP. */
  async settled(row: SegmentView): Promise<void> {
    if (!this.room.view?.transcript?.segments[row.id]) await this.script.refresh(row.turn).catch(() => {});
  }

  /** Write what may have been meant into the focused line, the first place of it. */
  async accept(): Promise<void> {
    const row = this.script.all.get(this.focused);
    const meant = row && this.script.speltOf(row)?.suggestions.length;
    if (meant) await this.room.ask({ type: 'RespellSegment', segment: row.id, version: row.version, accept: [0] });
  }

  /** Put the name right of whoever spoke the focused line, else of who speaks now. */
  correct(now: string): void {
    this.correcting = this.script.all.get(this.focused)?.turn ?? now;
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
