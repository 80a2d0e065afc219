/** How late captions come here, by the latest ones that were put on the screens while we were connected. */

/** Longer than any line that still works: a computer that slept. */
const MOST_MS = 60_000;

/** Times are the server's, ms. */
export class CaptionLag {
  #known = Infinity;
  /** 0 until it was measured. */
  ms = 0;

  /** We are connected again: captions of before may have been there for long. */
  connected(now: number): void {
    this.#known = now;
  }

  /** A view says when its captions were put there (undefined: there are none), and it is `now`. */
  saw(at: number | undefined, now: number): void {
    if (!at || at <= this.#known) return;
    this.#known = at;
    this.ms = Math.round(Math.min(Math.max(now - at, 1), MOST_MS));
  }
}
