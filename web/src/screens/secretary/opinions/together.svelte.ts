/** A form on a row that two people may have open. */

import { Refusal } from '../../../link/refusal';

/**
 * The form's part of the row, in words, is `told`. A change of anything else on the row is no
 * reason to ask; a change of this part is: `stale` until somebody has chosen.
 */
export class Together<R extends { readonly version: number }> {
  stale = $state(false);
  #row: () => R;
  #told: (row: R) => string;
  #again: () => Promise<void>;
  #version: number;
  #seen: string;

  /** `again`: fetches the row anew, where it does not come by itself. */
  constructor(row: () => R, told: (row: R) => string, again: () => Promise<void> = async () => {}) {
    [this.#row, this.#told, this.#again] = [row, told, again];
    this.#version = row().version;
    this.#seen = told(row());
  }

  /** What the row says now in this part. */
  get theirs(): string {
    return this.#told(this.#row());
  }

  /** True once `send` has changed the row as it was seen; false if somebody else came first. Other refusals are thrown. */
  async save(send: (version: number) => Promise<unknown>): Promise<boolean> {
    try {
      await send(this.#version);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'stale_version')) throw error;
      await this.#again();
      const shown = this.#row().version === error.fields['version'];
      if (!shown || this.theirs !== this.#seen) {
        this.stale = true;
        return false;
      }
      this.#version = this.#row().version; // only other acts came between: nothing of ours is in question
      return this.save(send);
    }
    this.look();
    return true;
  }

  /** The row as it is now has been seen. */
  look(): void {
    [this.#version, this.#seen, this.stale] = [this.#row().version, this.theirs, false];
  }
}
