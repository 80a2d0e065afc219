/** An act under way: never twice at once, its refusal told. What every button presses. */

import { refusalText } from '../text/common';
import { toasts } from './toasts.svelte';

export class Act {
  busy = $state(false);

  /** Runs `action` unless one is under way; true if it went well. A refusal becomes a toast. */
  async run(action: () => unknown): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await action();
      return true;
    } catch (error) {
      toasts.tell(refusalText(error), 'warn');
      return false;
    } finally {
      this.busy = false;
    }
  }
}
