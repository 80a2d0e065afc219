/** What the server shows this client, kept in step by patches. Only `link` feeds it. */

import type { Hint, Mine, MineTold, PatchTold, View, ViewTold } from '../wire';
import { Areas } from './areas.svelte';
import { mergePatch } from './mergepatch';

/** Patches kept while a whole view is under way; more than this and the view will cover them. */
const EARLY = 200;
/** A page is redrawn at most this often, ms, or 60 patches a second would keep it from the keys. What
 * comes after a quiet moment, and what a press here waits for, is shown at once. */
const SHOW_MS = 100;
const NOTHING: Mine = { requests: {}, order: [] };

export type Hints = { readonly [K in Hint['kind']]?: Extract<Hint, { kind: K }> };

/** A version is `boot:n`; one of another boot cannot be compared. */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [version.lastIndexOf(':'), than.lastIndexOf(':')];
  const sameBoot = version.slice(0, a) === than.slice(0, b);
  return sameBoot && Number(version.slice(a + 1)) < Number(than.slice(b + 1));
}

export class Mirror {
  mine = $state.raw<Mine>(NOTHING);
  /** The latest of each kind: half-heard words, microphone level, who is editing. */
  hints = $state.raw<Hints>({});
  /** The log's number as of `view`, for read-your-own-write. */
  seq = $state.raw(0);
  version = '';

  #shown = new Areas();
  #has = $state.raw(false);
  #look: () => Promise<ViewTold>;
  #showMs: number;
  /** What `view` and `seq` are about to be. */
  #latest: { view: View | undefined; seq: number } = { view: undefined, seq: 0 };
  #shownAt = -Infinity;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #early: PatchTold[] = [];
  #waiting: { seq: number; done: () => void }[] = [];

  /** `look` asks for a whole view; it may reject, then the next view or patch tries again. */
  constructor(look: () => Promise<ViewTold>, showMs = SHOW_MS) {
    this.#look = look;
    this.#showMs = showMs;
  }

  /** Absent until the first view has come; then one object, whose areas change. */
  get view(): View | undefined {
    return this.#has ? this.#shown.view : undefined;
  }

  /** A whole view: on joining, after a gap, or because the server skipped patches for us. */
  takeView(told: ViewTold): void {
    if (isOlder(told.version, this.version)) return; // an answer that patches have overtaken
    this.#moved(told.version, told.seq, told.view);
    this.#catchUp();
  }

  takePatch(told: PatchTold): void {
    if (told.from === this.version) {
      this.#apply(told);
      this.#catchUp();
      return;
    }
    if (this.version && isOlder(told.from, this.version)) return; // already in the view
    if (this.#early.length < EARLY) this.#early.push(told);
    if (this.version) void this.ask();
  }

  takeMine({ version: _, ...mine }: MineTold): void {
    this.mine = mine;
  }

  takeHint(hint: Hint): void {
    this.hints = { ...this.hints, [hint.kind]: hint };
  }

  /** Ask for the whole view, once at a time. */
  async ask(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.takeView(await this.#look());
    } catch {
      // The line is gone: reconnecting brings a view by itself.
    } finally {
      this.#looking = false;
    }
  }

  /** Resolves once the view holds entry `seq`, or after `ms` whatever happens. */
  reached(seq: number, ms: number): Promise<void> {
    if (this.#latest.seq >= seq && this.seq < seq) this.#show();
    if (this.seq >= seq) return Promise.resolve();
    return new Promise((resolve) => {
      const late = setTimeout(() => done(), ms);
      const done = () => {
        clearTimeout(late);
        this.#waiting = this.#waiting.filter((one) => one.done !== done);
        resolve();
      };
      this.#waiting.push({ seq, done });
    });
  }

  #apply(told: PatchTold): void {
    const { view } = this.#latest;
    if (view) this.#moved(told.to, told.seq, mergePatch(view, told.patch));
  }

  /** Shown at once after a quiet moment, and when a press waits for what came of it. */
  #moved(version: string, seq: number, view: View): void {
    this.version = version;
    this.#latest = { view, seq };
    const rest = this.#shownAt + this.#showMs - performance.now();
    if (rest <= 0 || this.#waiting.length) this.#show();
    else this.#showing ??= setTimeout(() => this.#show(), rest);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    this.#shownAt = performance.now();
    const { view, seq } = this.#latest;
    if (view) this.#shown.take(view);
    this.#has = Boolean(view);
    this.seq = seq;
    for (const one of this.#waiting.filter((one) => one.seq <= seq)) one.done();
  }

  /** Apply what came early and fits now; what neither fits nor is old shows a gap. */
  #catchUp(): void {
    for (let next = this.#fitting(); next; next = this.#fitting()) this.#apply(next);
    const gap = this.#early.length > 0;
    if (gap && !this.#looking) {
      this.#early = [];
      void this.ask();
    }
  }

  #fitting(): PatchTold | undefined {
    this.#early = this.#early.filter((one) => !isOlder(one.from, this.version));
    const at = this.#early.findIndex((one) => one.from === this.version);
    return at < 0 ? undefined : this.#early.splice(at, 1)[0];
  }
}
