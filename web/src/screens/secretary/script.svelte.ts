/**
 * The transcript as the desk holds it: the view carries only the latest segments, the desk keeps
 * what it has seen and fetches what it has not, so that nothing vanishes under an editor.
 */

import { untrack } from 'svelte';
import type { Room } from '../../room/room.svelte';
import type { SegmentView, Span, TranscriptView, TurnView, View } from '../../wire';
import type { Change, Spelt, Suggestion } from './spelling';

/** [text, starts, ends, confidence] */
export type Word = readonly [string, number, number, number];
type Told = Omit<SegmentView, 'version' | 'state' | 'unsure'> & Partial<Pick<SegmentView, 'version' | 'state'>> & {
  words?: Word[];
  changes?: Change[];
  suggestions?: Suggestion[];
};

/** Lines of one turn in a row. A turn that was interrupted stands in several groups. */
export interface Group {
  key: string;
  turn: string;
  rows: SegmentView[];
}

const UNSURE = 0.7; // as the service marks them (sight.UNSURE)
const PAGE = 500;
const OLDER = 200;
/** Lines that come together are asked for together. */
const SOON_MS = 150;
const FEW_TURNS = 2;
const number = (id: string) => Number(id.slice(1)) || 0;

export function groupsOf(rows: readonly SegmentView[]): Group[] {
  const groups: Group[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.turn === row.turn) last.rows.push(row);
    else groups.push({ key: `${row.turn}:${row.id}`, turn: row.turn, rows: [row] });
  }
  return groups;
}

/** As the service orders them: when spoken, and what came first. */
export function inOrder(segments: Iterable<SegmentView>): SegmentView[] {
  return [...segments].sort((a, b) => a.starts - b.starts || number(a.id) - number(b.id));
}

/** A line that somebody spoke or typed; others are markers of the service. */
export function isSpeech(row: SegmentView): boolean {
  return (row.kind ?? 'speech') === 'speech';
}

/** Does anything of the line lie in a stretch that was withdrawn? */
export function hidden(row: SegmentView, spans: readonly Span[]): boolean {
  return spans.some(([start, end = Infinity]) => row.starts < end && Math.max(row.ends, row.starts + 1) > start);
}

function shown({ words, changes: _, suggestions: __, ...told }: Told): SegmentView {
  const state = told.state ?? 'heard';
  const unsure = state === 'heard' ? (words ?? []).flatMap((word, at) => (word[3] < UNSURE ? [at] : [])) : [];
  return { ...told, version: told.version ?? 1, state, ...(unsure.length ? { unsure } : {}) };
}

export class Script {
  all = $state.raw<ReadonlyMap<string, SegmentView>>(new Map());
  /** Words with their times, changes and suggestions, of what was fetched. */
  spelt = $state.raw<ReadonlyMap<string, Spelt>>(new Map());
  count = $state.raw(0);
  rows = $derived(inOrder(this.all.values()));
  groups = $derived(groupsOf(this.rows));
  /** How many the service has that are not here. */
  missing = $derived(Math.max(0, this.count - this.all.size));
  #room: Room;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(room: Room) {
    this.#room = room;
  }

  /** What the view shows now. Call it from an effect. */
  take(transcript: TranscriptView | undefined): void {
    if (!transcript) return;
    const before = untrack(() => ({ all: this.all, count: this.count }));
    const changed = transcript.order.filter((id) => before.all.get(id) !== transcript.segments[id]);
    const lost = before.all.size > 0 && transcript.order.length > 0 && !transcript.order.some((id) => before.all.has(id));
    this.count = transcript.count;
    if (changed.length) this.#put(changed.map((id) => transcript.segments[id]!));
    if (changed.length) this.#spellSoon();
    if (lost) void this.#fill(Math.max(0, before.count - 1), transcript.count).catch(() => {});
  }

  /** The lines before those that are here. Rejects with Refusal. */
  async older(): Promise<void> {
    const first = Math.max(0, this.missing - OLDER);
    await this.#fill(first, this.missing);
  }

  /** Only what the view shows now: what else was here may have been withdrawn. */
  restart(transcript: TranscriptView | undefined): void {
    this.all = new Map();
    this.spelt = new Map();
    this.take(transcript);
  }

  /** How the service spelled `row`; absent until it has come, and once somebody has edited it. */
  speltOf(row: SegmentView): Spelt | undefined {
    const found = this.spelt.get(row.id);
    return found?.version === row.version && found.text === row.text ? found : undefined;
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

  #spellSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#spell().catch(() => {}), SOON_MS); // without it the text is still there
  }

  /** Fetch how lines are spelled that came without. */
  async #spell(): Promise<void> {
    const bare = this.rows.filter((row) => row.state === 'heard' && !this.speltOf(row));
    const turns = new Set(bare.map((row) => row.turn));
    if (turns.size > FEW_TURNS) return this.#fill(this.missing + this.rows.indexOf(bare[0]!), this.count);
    for (const turn of turns) await this.refresh(turn, this.ofTurn(turn).findIndex((row) => bare.includes(row)));
  }

  ofTurn(turn: string): SegmentView[] {
    return this.rows.filter((row) => row.turn === turn);
  }

  async #fill(first: number, end: number): Promise<void> {
    for (let from = first; from < end; from += PAGE) {
      const { segments } = await this.#room.get<{ segments: Told[] }>(`/segments?from=${from}`);
      this.#take(segments);
      if (!segments.length) return;
    }
  }

  #take(told: readonly Told[]): void {
    const spelt = ({ text, version = 1, words = [], changes = [], suggestions = [] }: Told): Spelt => ({ text, version, words, changes, suggestions });
    this.spelt = new Map([...this.spelt, ...told.map((one) => [one.id, spelt(one)] as const)]);
    this.#put(told.map(shown).filter((one) => one.version >= (this.all.get(one.id)?.version ?? 0)));
  }

  #put(segments: readonly SegmentView[]): void {
    this.all = new Map([...untrack(() => this.all), ...segments.map((one) => [one.id, one] as const)]);
  }
}

/** Ended speeches out of which no opinion came: no turn without one by accident (day.md D16). */
export function withoutOpinion(view: View): TurnView[] {
  const used = new Set(Object.values(view.opinions?.rows ?? {}).map((row) => row.turn));
  return view.floor.order
    .map((id) => view.floor.turns[id])
    .filter((turn): turn is TurnView => turn?.kind === 'speech' && turn.stage === 'ended' && turn.spans.length > 0 && !used.has(turn.id));
}
