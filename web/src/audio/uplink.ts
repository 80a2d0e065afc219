/**
 * Sound on its way to the service: numbered, kept until it is on disk there, sent again after a
 * lost line from the first one not acknowledged. A poor line gets few chunks at a time, so that a
 * pressed button never waits behind seconds of sound.
 */

import { Refusal } from '../link/refusal';
import { CHUNK_MS } from './timeline';

/** Ten minutes: a turn on a line too poor for it is delivered late, not lost. */
export const KEPT = 600_000 / CHUNK_MS;
/** Chunks on their way at a time. */
const [WINDOW_LEAST, WINDOW_FIRST, WINDOW_MOST] = [3, 14, 40];
const SLOW_MS = 2500;
const REST_MS = 1000;

/** `began`: server time (ms) of the stream's first sample. `sound` is PCM (16 kHz mono s16le), or one
 * packet of another `codec`. */
export interface Piece {
  stream: string;
  n: number;
  began: number;
  sound: ArrayBuffer;
  codec?: 'opus';
}

export interface SoundMeta {
  source: string;
  stream: string;
  n: number;
  began: number;
  oldest: number;
  codec?: 'opus';
}

export interface UplinkOptions {
  source: string;
  /** Resolves with the highest contiguous number kept; rejects with Refusal, or when the line goes. */
  send: (meta: SoundMeta, pcm: ArrayBuffer) => Promise<number>;
  online: () => boolean;
  /** The backlog changed, or (`why`) the service will not have this sound. */
  changed?: (waiting: number, why?: string) => void;
  kept?: number;
}

interface Held extends Piece {
  flying: boolean;
}

export class Uplink {
  #options: UplinkOptions;
  #held: Held[] = [];
  #flying = 0;
  #window = WINDOW_FIRST;
  #resting = false;
  #closed = false;
  /** Chunks that were never delivered because the ring was full. */
  lost = 0;

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  /** Chunks not yet acknowledged. */
  get waiting(): number {
    return this.#held.length;
  }

  push(piece: Piece): void {
    if (this.#closed) return;
    this.#held.push({ ...piece, flying: false });
    if (this.#held.length > (this.#options.kept ?? KEPT)) {
      this.#held.shift();
      this.lost++;
    }
    this.pump();
  }

  /** Send what may be sent: call it when the line is back. */
  pump(): void {
    if (this.#resting || this.#closed) return;
    for (const one of this.#held) {
      if (this.#flying >= this.#window || !this.#options.online()) break;
      if (!one.flying) void this.#fly(one);
    }
    this.#options.changed?.(this.#held.length);
  }

  close(): void {
    this.#closed = true;
    this.#held = [];
  }

  async #fly(one: Held): Promise<void> {
    one.flying = true;
    this.#flying++;
    const sent = performance.now();
    try {
      const { stream, n, began, codec } = one;
      const oldest = this.#held.find((other) => other.stream === stream)?.n ?? n;
      const have = await this.#options.send({ source: this.#options.source, stream, n, began, oldest, ...(codec ? { codec } : {}) }, one.sound);
      this.#have(stream, have);
      this.#paced(performance.now() - sent);
    } catch (error) {
      this.#failed(one, error);
    } finally {
      one.flying = false;
      this.#flying--;
      this.pump();
    }
  }

  #failed(one: Held, error: unknown): void {
    if (!(error instanceof Refusal)) {
      this.#window = WINDOW_LEAST;
      this.#rest(); // the line went, or nobody answered: the same numbers again
      return;
    }
    const have = error.fields['have'];
    switch (error.code) {
      case 'unavailable':
      case 'busy':
      case 'disk_full':
      case 'too_much_sound':
      case 'internal':
        this.#rest();
        return;
      case 'not_on_floor': // said between the turn's end and our hearing of it
        if (typeof have === 'number') this.#have(one.stream, have);
        this.#drop(one);
        return;
      case 'bad_sound':
        this.#drop(one);
        break;
      default: // this sound is not ours to send
        this.#held = [];
    }
    this.#options.changed?.(this.#held.length, error.code);
  }

  #have(stream: string, have: number): void {
    this.#held = this.#held.filter((one) => one.stream !== stream || one.n > have);
  }

  #drop(one: Held): void {
    this.#held = this.#held.filter((other) => other !== one);
  }

  #paced(ms: number): void {
    const next = ms > SLOW_MS ? this.#window / 2 : this.#window + 0.5;
    this.#window = Math.min(WINDOW_MOST, Math.max(WINDOW_LEAST, next));
  }

  #rest(): void {
    if (this.#resting) return;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      this.pump();
    }, REST_MS);
  }
}
