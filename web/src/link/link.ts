/**
 * This client's line to its conference: comes back by itself, asks until answered, knows the
 * server's clock. It feeds the mirror; nothing else does.
 *
 * `ask` sends a command under one id until it is acknowledged, across lost lines and reloads.
 */

import type { AskTold, Command, Hint, MineTold, PatchTold, Problem, Readiness, ViewTold } from '../wire';
import { type Line, type LineEvents, socketLine } from './line';
import { Offset } from './offset';
import { LIMIT, patience, type Pending, Shelf } from './pending';
import { Refusal } from './refusal';
import { uuid } from './uuid';

const ASK_MS = 10_000;
const LOOK_MS = 15_000;
const TIME_MS = 5000;
const RETRY_MS = [500, 1000, 2000, 4000] as const;
const CLOCK_MS = 60_000;
const FIRST_SAMPLES = 3;
/** Not a refusal of us but of the moment: the door is asked again. */
const PASSING = new Set(['unavailable', 'busy', 'internal']);
const DOOR_MS = 3000;

export type LinkState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  | { kind: 'lost'; since: number }
  | { kind: 'refused'; code: string; message: string };

export interface Receiver {
  takeView(told: ViewTold): void;
  takePatch(told: PatchTold): void;
  takeMine(told: MineTold): void;
  takeHint(hint: Hint): void;
}

export interface LinkOptions {
  token: string;
  conference: string;
  language: () => string;
  /** Keeps apart those who share a browser. */
  owner: string;
  receiver: Receiver;
  changed: (state: LinkState, pending: number) => void;
  /** A command of before a reload was refused or given up: nobody awaits it any more. */
  orphaned?: (refusal: Refusal, command: Command) => void;
  /** For tests. */
  line?: (auth: () => Record<string, unknown>, events: LineEvents) => Line;
}

interface Waiting extends Pending {
  resolve: (seq: number) => void;
  reject: (why: Refusal) => void;
  restored: boolean;
  busy: boolean;
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class Link {
  readonly offset = new Offset();
  state: LinkState = { kind: 'connecting' };

  #options: LinkOptions;
  #line: Line;
  #shelf: Shelf;
  #waiting = new Map<string, Waiting>();
  #clock: ReturnType<typeof setInterval> | undefined;
  #closed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#shelf = new Shelf(options.owner);
    const auth = () => ({ token: options.token, conference: options.conference, language: options.language() });
    this.#line = (options.line ?? socketLine)(auth, {
      connected: () => this.#connected(),
      lost: () => this.#lost(),
      refused: (problem) => this.#refused(problem),
    });
    const { receiver } = options;
    this.#line.on('view', (told) => receiver.takeView(told as ViewTold));
    this.#line.on('patch', (told) => receiver.takePatch(told as PatchTold));
    this.#line.on('mine', (told) => receiver.takeMine(told as MineTold));
    this.#line.on('hint', (told) => receiver.takeHint(told as Hint));
    for (const kept of this.#shelf.read(Date.now())) this.#restore(kept);
  }

  open(): void {
    this.#told();
    this.#line.open();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#clock);
    this.#line.close();
  }

  /** How many commands wait for their acknowledgement. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** The commands that wait, in the order of pressing. */
  get commands(): readonly Command[] {
    return [...this.#waiting.values()].map((one) => one.command);
  }

  // --- asking ---------------------------------------------------------------------------------

  /**
   * Resolves with the entry's seq once `command` is durable; rejects with a Refusal. While the
   * line is lost it waits; code `too_late` means that the wait was given up, outcome unknown.
   */
  ask(command: Command): Promise<number> {
    if (this.#waiting.size >= LIMIT) {
      return Promise.reject(new Refusal({ code: 'too_many_pending', message: '' }));
    }
    return new Promise((resolve, reject) => {
      const one = { id: uuid(), command, at: Date.now(), resolve, reject, restored: false, busy: false };
      this.#keep(one);
      void this.#deliver(one);
    });
  }

  #restore(kept: Pending): void {
    const reject = (why: Refusal) => this.#options.orphaned?.(why, kept.command);
    this.#keep({ ...kept, resolve: () => {}, reject, restored: true, busy: false });
  }

  #keep(one: Waiting): void {
    this.#waiting.set(one.id, one);
    setTimeout(() => this.#giveUp(one), Math.max(0, one.at + patience(one.command) - Date.now()));
    this.#changed();
  }

  #giveUp(one: Waiting): void {
    if (this.#closed || !this.#waiting.has(one.id)) return;
    this.#settle(one, () => one.reject(new Refusal({ code: 'too_late', message: '' })));
  }

  /** Ask until an answer or a lost line; the line's return asks again. */
  async #deliver(one: Waiting): Promise<void> {
    if (one.busy) return;
    one.busy = true;
    try {
      for (let tries = 0; this.#waiting.has(one.id) && this.#line.connected && !this.#closed; tries++) {
        const told = await this.#asked(one);
        if (told && this.#answered(one, told)) return;
        await rest(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0);
      }
    } finally {
      one.busy = false;
    }
  }

  async #asked(one: Waiting): Promise<AskTold | undefined> {
    try {
      return (await this.#line.call('ask', { ...one.command, id: one.id }, ASK_MS)) as AskTold;
    } catch {
      return undefined; // no acknowledgement: unknown, so the same id is asked again
    }
  }

  /** False if the service could not say yet. */
  #answered(one: Waiting, told: AskTold): boolean {
    if (told.error === undefined) {
      this.#settle(one, () => one.resolve(told.seq));
      return true;
    }
    const { error } = told;
    if (error.code === 'unavailable' || error.code === 'busy') return false;
    // After a reload and a new sign-in, somebody else's id is our own of before: it was accepted.
    const before = one.restored && error.code === 'command_id_reused';
    this.#settle(one, () => (before ? one.resolve(0) : one.reject(new Refusal(error))));
    return true;
  }

  #settle(one: Waiting, tell: () => void): void {
    if (!this.#waiting.delete(one.id)) return;
    this.#changed();
    tell();
  }

  // --- looking, listening, sound --------------------------------------------------------------

  /** The whole view of the server's last tick. */
  async look(): Promise<ViewTold> {
    const told = (await this.#line.call('look', {}, LOOK_MS)) as ViewTold | { error: Problem };
    if ('error' in told) throw new Refusal(told.error);
    return told;
  }

  /** Tell the others that this client edits `segment` now, "" none; who else edits what comes back
   * as a hint. It may be lost. */
  editing(segment: string): void {
    const told = (answer: unknown) => {
      if (!(answer as { error?: Problem }).error) this.#options.receiver.takeHint(answer as Hint);
    };
    if (this.#line.connected) this.#line.call('editing', { segment }, LOOK_MS).then(told, () => {});
  }

  /** Does the service answer within `ms`? A dead line may look open for most of a minute. */
  async answers(ms: number): Promise<boolean> {
    if (!this.#line.connected) return false;
    try {
      await this.#line.call('time', {}, ms);
      return true;
    } catch {
      return false;
    }
  }

  /** How this machine is, for those who run the conference; kept nowhere, gone with the line. */
  async ready(report: Readiness): Promise<void> {
    if (!this.#line.connected) return;
    try {
      await this.#line.call('ready', report, TIME_MS);
    } catch {
      // The next report tells the same.
    }
  }

  /** One chunk of sound; resolves with the highest contiguous chunk that is on disk. */
  async sound(meta: object, pcm: ArrayBuffer): Promise<number> {
    const told = (await this.#line.callBinary('sound', meta, pcm, ASK_MS)) as { have: number } | { error: Problem };
    if ('error' in told) throw new Refusal(told.error);
    return told.have;
  }

  // --- the line -------------------------------------------------------------------------------

  #connected(): void {
    this.#become({ kind: 'connected' });
    this.offset.forget();
    clearInterval(this.#clock);
    this.#clock = setInterval(() => void this.#tellTime(), CLOCK_MS);
    void this.#setClock();
    void this.#askAgain();
  }

  /** Everything that waits, in the order in which it was pressed. */
  async #askAgain(): Promise<void> {
    for (const one of [...this.#waiting.values()]) await this.#deliver(one);
  }

  #lost(): void {
    clearInterval(this.#clock);
    if (this.state.kind === 'lost' || this.state.kind === 'refused') return;
    this.#become({ kind: 'lost', since: Date.now() });
  }

  #refused({ code, message }: Problem): void {
    if (PASSING.has(code)) {
      this.#lost();
      setTimeout(() => this.#closed || this.#line.open(), DOOR_MS);
      return;
    }
    this.#become({ kind: 'refused', code, message });
    this.#line.close();
  }

  async #setClock(): Promise<void> {
    for (let n = 0; n < FIRST_SAMPLES; n++) await this.#tellTime();
    this.#told(); // whoever shows a clock may now
  }

  async #tellTime(): Promise<void> {
    if (!this.#line.connected) return;
    const sent = this.offset.now() - this.offset.ms;
    try {
      const told = (await this.#line.call('time', {}, TIME_MS)) as { now: number };
      this.offset.measured(sent, told.now, this.offset.now() - this.offset.ms);
    } catch {
      // The next minute measures again.
    }
  }

  #become(state: LinkState): void {
    this.state = state;
    this.#told();
  }

  #changed(): void {
    this.#shelf.write([...this.#waiting.values()].map(({ id, command, at }) => ({ id, command, at })));
    this.#told();
  }

  #told(): void {
    this.#options.changed(this.state, this.#waiting.size);
  }
}
