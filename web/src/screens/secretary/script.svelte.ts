/**
 * The transcript as the desk holds it: the view carries only the latest segments, the desk keeps
 * what it has seen and fetches what it has not, so that nothing vanishes under an editor.
 */

import { untrack } from 'svelte';
import type { Room } from '../../room/room.svelte';
import { listed } from '../../room/select';
import type { SegmentView, Span, TranscriptView, TurnView, View } from '../../wire';
import { type Group, groupsOf } from './groups';
import { BRIEF, type Early, earlyOf, pageOf } from './pages';
import type { Change, Spelt, Suggestion } from './spelling';
import { timesOf } from './times';

/** [text, starts, ends, confidence] */
export type Word = readonly [string, number, number, number];
/** As it comes by HTTP (`layers.SegmentLayers`); `times`: [starts, ends] of each word of the text. */
type Told = Omit<SegmentView, 'version' | 'state' | 'unsure'> & Partial<Pick<SegmentView, 'version' | 'state'>> & {
  words?: Word[];
  changes?: Change[];
  suggestions?: Suggestion[];
  times?: (readonly [number, number])[];
  approved?: string;
};

/** Lines of a page of the service with their words (http.PAGE). */
const PAGE = 500;
/** Lines that come together are asked for together; of one turn not again so soon. */
const SOON_MS = 150;
const AGAIN_MS = 1000;
const number = (id: string) => Number(id.slice(1)) || 0;

/** As the service orders them: when spoken, and what came first. */
export function inOrder(segments: Iterable<SegmentView>): SegmentView[] {
  return [...segments].sort((a, b) => a.starts - b.starts || number(a.id) - number(b.id));
}

/** A line that somebody spoke or typed; others are markers of the service. */
export function isSpeech(row: SegmentView): boolean {
  return (row.kind ?? 'speech') === 'speech';
}

/** *Ghi nhanh*: a line without sound of its own. */
export function isTyped(row: SegmentView): boolean {
  return row.starts === row.ends;
}

/** Does anything of the line lie in a stretch that was withdrawn? */
export function hidden(row: SegmentView, spans: readonly Span[]): boolean {
  return spans.some(([start, end = Infinity]) => row.starts < end && Math.max(row.ends, row.starts + 1) > start);
}

/** As the view has it. */
function shown({ words: _, changes: __, suggestions: ___, times: ____, approved, ...told }: Told, before: SegmentView | undefined): SegmentView {
  const state = told.state ?? 'heard';
  const corrected = state === 'locked' && approved !== told.text;
  const undo = before?.version === told.version ? before?.undo : undefined; // only the view tells
  return { ...told, version: told.version ?? 1, state, ...(corrected ? { corrected } : {}), ...(undo ? { undo } : {}) };
}

export class Script {
  all = $state.raw<ReadonlyMap<string, SegmentView>>(new Map());
  /** Words with their times, changes and suggestions, of what was fetched. */
  spelt = $state.raw<ReadonlyMap<string, Spelt>>(new Map());
  count = $state.raw(0);
  /** Lines from before those that are here are on their way. */
  seeking = $state.raw(false);
  rows = $derived(inOrder(this.all.values()));
  groups = $derived.by(() => (this.#groups = groupsOf(this.rows, this.#groups)));
  /** How many the service has that are not here. */
  missing = $derived(Math.max(0, this.count - this.all.size));
  /** A line that stays here whatever became of it: somebody types into it. */
  #held = '';
  #late = new Set<string>();
  #groups: readonly Group[] = [];
  /** Of how many lines those that are not here were asked for. */
  #sought = 0;
  #room: Room;
  /** Turns whose words are wanted, and when each was asked for last. */
  #wanted = new Set<string>();
  #asked = new Map<string, number>();
  #soon: ReturnType<typeof setTimeout> | undefined;

  #early: Early | undefined;

  constructor(room: Room) {
    this.#room = room;
    this.#early = earlyOf(room);
  }

  /** What the view shows now. Call it from an effect. */
  take(transcript: TranscriptView | undefined): void {
    if (!transcript) return;
    const before = untrack(() => ({ all: this.all, count: this.count }));
    const changed = Object.values(transcript.segments).filter((one) => before.all.get(one.id) !== one);
    const lost = before.all.size > 0 && transcript.order.length > 0 && !transcript.order.some((id) => before.all.has(id));
    this.count = transcript.count;
    const ahead = this.#ahead(this.#early, transcript.count);
    const whole = ahead.length + transcript.order.length >= transcript.count; // at once: drawing takes longer than fetching
    if (changed.length) this.#put([...(whole ? ahead : []), ...changed]);
    this.#drop(transcript);
    if (lost) void this.#fill(Math.max(0, before.count - 1), transcript.count).catch(() => {});
    else if (untrack(() => this.missing)) void this.#seek().catch(() => {});
    this.#early = undefined; // by the next time it is old
  }

  /** Once for each number of lines: what failed is tried again by a person. */
  async #seek(): Promise<void> {
    if (this.#sought === this.count) return;
    this.#sought = this.count;
    await this.complete();
  }

  /** Lines among the latest that are no more: others were made of them. */
  #drop({ segments, order }: TranscriptView): void {
    const [first, last] = [segments[order[0] ?? ''], segments[order.at(-1) ?? '']];
    if (!first || !last) return;
    const here = untrack(() => this.all);
    const until = here.size > this.count ? Infinity : last.starts; // later ones may have come by HTTP
    const gone = [...here.values()].filter((one) => one.starts > first.starts && one.starts < until && !segments[one.id]);
    if (gone.length) this.#forget(gone.map((one) => one.id));
  }

  #forget(ids: readonly string[]): void {
    const gone = new Set(ids);
    if (gone.delete(this.#held)) this.#late.add(this.#held);
    this.all = new Map([...untrack(() => this.all)].filter(([id]) => !gone.has(id)));
  }

  /** Keep the line `id` until another one is held, "" for none. */
  hold(id: string): void {
    this.#held = id;
    const gone = [...this.#late].filter((late) => late !== id);
    this.#late = new Set();
    if (gone.length) this.#forget(gone);
  }

  /** Fetch every line that is not here; a place may have moved meanwhile. Rejects with Refusal. */
  async complete(): Promise<void> {
    if (this.seeking) return;
    this.seeking = true;
    try {
      const asked: Promise<readonly SegmentView[]>[] = [];
      for (let from = 0; from < this.missing; from += BRIEF) asked.push(this.#ask(from));
      this.#put(this.#newer((await Promise.all(asked)).flat()));
      if (this.missing) await this.#fill(0, this.count);
    } finally {
      this.seeking = false;
    }
  }

  /** Only what the view shows now: what else was here may have been withdrawn. */
  restart(transcript: TranscriptView | undefined): void {
    this.all = new Map();
    this.spelt = new Map();
    this.#sought = 0;
    this.take(transcript);
  }

  /** How the service spelled `row`; absent until it has come, and once somebody has edited it. */
  speltOf(row: SegmentView): Spelt | undefined {
    const found = this.spelt.get(row.id);
    return found?.version === row.version && found.text === row.text ? found : undefined;
  }

  /** As `timesOf`, once the words are here. Rejects with Refusal. */
  async timed(row: SegmentView): Promise<readonly number[]> {
    if (this.spelt.get(row.id)?.version !== row.version) await this.refresh(row.turn);
    return this.timesOf(row);
  }

  /** When each word of `row` was said, ms. */
  timesOf(row: SegmentView): readonly number[] {
    const found = this.spelt.get(row.id);
    if (found?.version === row.version && found.times.length) return found.times;
    return timesOf(row.text, found?.words ?? [], row.starts, row.ends);
  }

  /** What was made of the line `id` by splitting, merging or moving. */
  madeOf(id: string): SegmentView[] {
    return this.rows.filter((row) => row.of?.includes(id));
  }

  /** What the service holds of one turn now, word times included, from its line `first` on.
   * Rejects with Refusal. */
  async refresh(turn: string, first = 0): Promise<void> {
    for (let from = first; ; from += PAGE) {
      const { segments } = await this.#room.get<{ segments: Told[] }>(`/segments?turn=${encodeURIComponent(turn)}&from=${from}`);
      this.#take(segments);
      if (segments.length < PAGE) return;
    }
  }

  /** Lines of `turn` are read of which only the text is here: fetch how they are spelled. */
  want(turn: string): void {
    this.#wanted.add(turn);
    if (!this.#soon) this.#soon = setTimeout(() => void this.#spell(), SOON_MS);
  }

  async #spell(): Promise<void> {
    const due = [...this.#wanted].filter((turn) => performance.now() - (this.#asked.get(turn) ?? -Infinity) >= AGAIN_MS);
    for (const turn of due) {
      this.#wanted.delete(turn);
      this.#asked.set(turn, performance.now());
      const bare = this.ofTurn(turn).findIndex((row) => this.isBare(row));
      if (bare >= 0) await this.refresh(turn, bare).catch(() => {}); // without it the text is still there
    }
    this.#soon = this.#wanted.size ? setTimeout(() => void this.#spell(), SOON_MS) : undefined;
  }

  /** Is it not known how the service spelled what it heard? */
  isBare(row: SegmentView): boolean {
    return row.state === 'heard' && isSpeech(row) && !isTyped(row) && !this.speltOf(row);
  }

  ofTurn(turn: string): SegmentView[] {
    return this.rows.filter((row) => row.turn === turn);
  }

  async #fill(first: number, end: number): Promise<void> {
    for (let from = first; from < end; from += BRIEF) this.#put(this.#newer(await this.#ask(from)));
  }

  async #ask(from: number): Promise<readonly SegmentView[]> {
    const early = from ? undefined : this.#early;
    if (early) await early.coming;
    const ahead = this.#ahead(early, this.count);
    return ahead.length ? ahead : (await pageOf(this.#room, from)).segments;
  }

  /** The first of `count` lines, where they are here already; none if a line came since, or was made of others. */
  #ahead(early: Early | undefined, count: number): readonly SegmentView[] {
    return early?.page?.count === count ? early.page.segments : [];
  }

  #newer<T extends { id: string; version?: number }>(told: readonly T[]): T[] {
    return told.filter((one) => (one.version ?? 1) >= (this.all.get(one.id)?.version ?? 0));
  }

  #take(told: readonly Told[]): void {
    const spelt = ({ text, version = 1, words = [], changes = [], suggestions = [], times = [], approved = '' }: Told): Spelt =>
      ({ text, version, words, changes, suggestions, times: times.map(([starts]) => starts), approved }); // prettier-ignore
    this.spelt = new Map([...this.spelt, ...told.map((one) => [one.id, spelt(one)] as const)]);
    this.#put(this.#newer(told).map((one) => shown(one, this.all.get(one.id))));
  }

  #put(segments: readonly SegmentView[]): void {
    const here = untrack(() => this.all);
    this.all = new Map([...here, ...segments.map((one) => [one.id, one] as const)]);
    const fresh = segments.filter((one) => !here.has(one.id));
    if (!fresh.length) return;
    const back = new Set(fresh.map((one) => one.id)); // what is there again takes the place of what was made of it
    const made = [...here.values()].filter((one) => one.of?.some((id) => back.has(id)));
    const gone = [...fresh.flatMap((one) => one.of ?? []), ...made.map((one) => one.id)];
    if (gone.length) this.#forget(gone);
  }
}

/** Ended speeches whose opinion nobody has logged or dismissed: none is left out by accident
 * (day.md D16). */
export function withoutOpinion(view: View): TurnView[] {
  return listed(view.floor.turns, view.opinions?.drafts ?? []);
}
