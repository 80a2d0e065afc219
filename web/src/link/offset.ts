/** How far the server's clock is from ours: the median of a few measurements. */

const KEPT = 7;
/** Our own clock, ms: it does not jump when somebody sets the computer's. */
export const here = (): number => performance.timeOrigin + performance.now();

export class Offset {
  #samples: number[] = [];
  ms = 0;

  /** After a new connection: the computer may have slept. */
  forget(): void {
    this.#samples = [];
  }

  /** `server` was told between `sent` and `got`, both by `here()`. */
  measured(sent: number, server: number, got: number): void {
    this.#samples = [...this.#samples, server - (sent + got) / 2].slice(-KEPT);
    const sorted = [...this.#samples].sort((a, b) => a - b);
    this.ms = sorted[sorted.length >> 1] ?? 0;
  }

  /** Server time in ms. */
  now(): number {
    return here() + this.ms;
  }
}
