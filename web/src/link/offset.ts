/** How far the server's clock is from ours, and the way there and back: medians of a few measurements. */

const KEPT = 7;
/** Our own clock, ms: it does not jump when somebody sets the computer's. */
export const here = (): number => performance.timeOrigin + performance.now();

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

export class Offset {
  #samples: number[] = [];
  #ways: number[] = [];
  ms = 0;

  /** There and back, ms; 0 until it was measured. */
  get roundTrip(): number {
    return Math.round(median(this.#ways));
  }

  /** After a new connection: the computer may have slept. */
  forget(): void {
    this.#samples = [];
    this.#ways = [];
  }

  /** `server` was told between `sent` and `got`, both by `here()`. */
  measured(sent: number, server: number, got: number): void {
    this.#samples = [...this.#samples, server - (sent + got) / 2].slice(-KEPT);
    this.#ways = [...this.#ways, got - sent].slice(-KEPT);
    this.ms = median(this.#samples);
  }

  /** Server time in ms. */
  now(): number {
    return here() + this.ms;
  }
}
