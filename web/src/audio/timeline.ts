/**
 * When a chunk was captured, by the page's clock. The sound thread's own clock places chunks
 * beside one another; how far it is from the page's clock is the least delay seen lately, so that a
 * page that was busy stamps nothing late. After a jump (the computer slept) a new stream begins.
 */

import { uuid } from '../link/uuid';

export const CHUNK_MS = 60;
/** Delays remembered: 30 s. */
const KEPT = 30_000 / CHUNK_MS;
/** A delay as constant as this for as many chunks is no busy page but a clock that jumped. */
const CONSTANT_MS = 90;
const JUMPED = 13;
const JUMP_MS = 250;

/** Chunk `n` of a capture session whose first sample was captured at `began` (page's clock, ms). */
export interface Place {
  stream: string;
  n: number;
  began: number;
}

export class Timeline {
  #delays: number[] = [];
  #stream = newStream();
  #first: number | undefined;
  #pinned: number | undefined;

  /** `at`: capture time in the sound thread's clock, s. `now`: page's clock, ms, on arrival. */
  place(at: number, now: number): Place {
    this.#delays = [...this.#delays, now - at * 1000 - CHUNK_MS].slice(-KEPT);
    if (this.#jumped() || this.#movedFromPin()) this.#restart();
    this.#first ??= at;
    const n = Math.round(((at - this.#first) * 1000) / CHUNK_MS);
    return { stream: this.#stream, n, began: this.#pinned ?? this.#began(this.#first) };
  }

  /** The stream's beginning was told to somebody: from now on it stays. */
  pin(stream: string, began: number): void {
    if (stream === this.#stream) this.#pinned ??= began;
  }

  #began(first: number): number {
    return first * 1000 + Math.min(...this.#delays);
  }

  #jumped(): boolean {
    const recent = this.#delays.slice(-JUMPED);
    const least = Math.min(...recent);
    const constant = recent.length === JUMPED && Math.max(...recent) - least < CONSTANT_MS;
    return constant && least > Math.min(...this.#delays) + JUMP_MS;
  }

  #movedFromPin(): boolean {
    if (this.#pinned === undefined || this.#first === undefined) return false;
    return Math.abs(this.#began(this.#first) - this.#pinned) > JUMP_MS;
  }

  #restart(): void {
    this.#delays = this.#delays.slice(-JUMPED);
    this.#stream = newStream();
    this.#first = this.#pinned = undefined;
  }
}

function newStream(): string {
  return uuid().replace(/-/g, '').slice(0, 12);
}
