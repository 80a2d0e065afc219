/**
 * A point's own voice on the floor: of what the microphone captures, only what lies within the
 * turn's spans goes out, judged by capture time. Before and between, 20 s stay in memory (D12),
 * so that the first words are not lost while "speaking" is still on its way to us.
 */

import type { TurnView } from '../wire';
import type { Captured, Microphone } from './microphone.svelte';
import { Packer } from './packer';
import { CHUNK_MS } from './timeline';
import { Uplink, type UplinkOptions } from './uplink';

const PREROLL = Math.round(20_000 / CHUNK_MS);

/** Does the chunk from `at` (server ms) touch a stretch of `spans`? */
export function within(spans: TurnView['spans'], at: number): boolean {
  return spans.some(([start, end]) => at + CHUNK_MS > start && (!end || at < end));
}

export class Voice {
  /** Seconds of sound not yet at the service. */
  backlog = $state.raw(0);
  /** The service will not have our sound: a code. */
  refused = $state.raw('');

  #microphone: Microphone;
  #ahead: () => number;
  #uplink: Uplink;
  #packer = new Packer((piece) => this.#uplink.push(piece));
  #spans: TurnView['spans'] = [];
  #recent: (Captured & { sent: boolean })[] = [];
  #began = new Map<string, number>();

  /** `ahead`: ms by which the server's clock is ahead of the page's. */
  constructor(microphone: Microphone, ahead: () => number, options: Omit<UplinkOptions, 'changed'>) {
    this.#microphone = microphone;
    this.#ahead = ahead;
    const changed = (waiting: number, why?: string) => {
      this.backlog = Math.floor((waiting * CHUNK_MS) / 1000);
      if (why) this.refused = why;
    };
    this.#uplink = new Uplink({ ...options, changed });
    microphone.oncaptured = (captured) => this.#captured(captured);
  }

  /** The spans of our own turn as they are now; [] while we have not the floor. */
  follow(spans: TurnView['spans']): void {
    if (spans.length && !this.#spans.length) this.refused = '';
    this.#spans = spans;
    for (const one of this.#recent) this.#offer(one);
  }

  /** The line is back. */
  pump(): void {
    this.#uplink.pump();
  }

  close(): void {
    this.#packer.close();
    this.#uplink.close();
    this.#microphone.oncaptured = () => {};
    this.#microphone.close();
  }

  #captured(captured: Captured): void {
    const one = { ...captured, sent: false };
    this.#recent.push(one);
    if (this.#recent.length > PREROLL) this.#recent.shift();
    this.#offer(one);
  }

  #offer(one: Captured & { sent: boolean }): void {
    const began = this.#began.get(one.stream) ?? Math.round(one.began + this.#ahead());
    if (one.sent || !within(this.#spans, began + one.n * CHUNK_MS)) return;
    if (!this.#began.has(one.stream)) {
      this.#began.set(one.stream, began);
      this.#microphone.pin(one.stream, one.began);
    }
    one.sent = true;
    this.#packer.push({ stream: one.stream, n: one.n, began, sound: one.pcm });
  }
}
