/** Chunks of 60 ms (one Opus packet's length) out of a microphone's blocks: resampled, made 16-bit, measured. */

import { RATE, Resampler } from './resampler';
import { CHUNK_MS } from './timeline';

/** Samples. */
export const CHUNK = (RATE * CHUNK_MS) / 1000;
/** From here on a sample counts as clipped. */
const FULL = 0.99;

/** `at` is the capture time of its first sample in the capture's own clock, seconds. `peak` and
 * `power` (mean square) are of 1; `bad` counts samples that were no number. */
export interface Chunk {
  at: number;
  pcm: ArrayBuffer;
  peak: number;
  power: number;
  clipped: number;
  bad: number;
}

export class Chunker {
  #resampler: Resampler;
  #start: number;
  #made = 0;
  #pcm = new Int16Array(CHUNK);
  #filled = 0;
  #peak = 0;
  #power = 0;
  #clipped = 0;
  #bad = 0;

  /** `start`: capture time of the first sample that will be pushed, seconds. */
  constructor(rate: number, start: number) {
    this.#resampler = new Resampler(rate);
    this.#start = start;
  }

  /** The chunks that these channels complete; two channels become their mean. */
  push(channels: readonly Float32Array[], length: number): Chunk[] {
    const chunks: Chunk[] = [];
    for (const sample of this.#resampler.push(this.#mixed(channels, length))) {
      this.#add(sample);
      if (this.#filled === CHUNK) chunks.push(this.#complete());
    }
    return chunks;
  }

  #mixed(channels: readonly Float32Array[], length: number): Float32Array {
    const mono = new Float32Array(length); // no channel at all: silence, so that time goes on
    for (let at = 0; at < length; at++) {
      let sum = 0;
      for (const channel of channels) sum += channel[at] ?? 0;
      const sample = channels.length ? sum / channels.length : 0;
      if (Number.isFinite(sample)) mono[at] = sample;
      else this.#bad++;
      if (Math.abs(sample) >= FULL) this.#clipped++;
    }
    return mono;
  }

  #add(sample: number): void {
    this.#peak = Math.max(this.#peak, Math.abs(sample));
    this.#power += sample * sample;
    this.#pcm[this.#filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
  }

  #complete(): Chunk {
    const at = this.#start + (this.#made++ * CHUNK) / RATE;
    const chunk = {
      at, pcm: this.#pcm.buffer as ArrayBuffer, peak: this.#peak, power: this.#power / CHUNK, clipped: this.#clipped,
      bad: this.#bad,
    }; // prettier-ignore
    this.#pcm = new Int16Array(CHUNK);
    this.#filled = this.#peak = this.#power = this.#clipped = this.#bad = 0;
    return chunk;
  }
}
