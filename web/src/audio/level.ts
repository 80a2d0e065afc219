/** How loud, in decibels below full scale, smoothed for the eye: up at once, down slowly. */

import { CHUNK, type Chunk } from './chunker';
import { CHUNK_MS } from './timeline';

/** As quiet as a meter shows. */
export const QUIET = -60;
/** A microphone that stays below this is not a quiet room but a closed one. */
const DEAD = -72;
/** Chunks: 4 s. */
const DEAD_FOR = Math.round(4000 / CHUNK_MS);
/** Chunks: 1.5 s. */
const CLIP_SHOWN = 1500 / CHUNK_MS;
/** Of a chunk's samples: more than a single knock. */
const CLIPPED = CHUNK / 100;
/** Decibels a chunk: 30 a second. */
const FALL = (30 * CHUNK_MS) / 1000;

export function decibels(power: number): number {
  return power > 0 ? Math.max(-120, 10 * Math.log10(power)) : -120;
}

export class Level {
  /** dBFS from QUIET to 0. */
  db = QUIET;
  /** Nothing at all comes in. */
  silent = false;
  /** Too loud just now. */
  clipping = false;
  #dead = 0;
  #clip = 0;

  heard(chunk: Pick<Chunk, 'power' | 'clipped'>): void {
    const now = decibels(chunk.power);
    this.db = Math.min(0, Math.max(QUIET, now, this.db - FALL));
    this.#dead = now < DEAD ? this.#dead + 1 : 0;
    this.silent = this.#dead >= DEAD_FOR;
    this.#clip = chunk.clipped > CLIPPED ? CLIP_SHOWN : Math.max(0, this.#clip - 1);
    this.clipping = this.#clip > 0;
  }
}
