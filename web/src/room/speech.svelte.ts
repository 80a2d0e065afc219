/** Does the service hear at all (/readyz)? Asked every minute; without an answer it is assumed. */

import { t } from '../text/common';

const EVERY_MS = 60_000;
type State = 'starting' | 'ready' | 'waiting' | 'broken' | 'off';

export class Speech {
  state = $state.raw<State>('ready');
  /** What the model in use has to say of itself. */
  note = $state.raw('');
  off = $derived(this.state !== 'ready');
  /** In words, where it is not as it should be. */
  word = $derived.by(() => (this.state === 'ready' ? '' : t(`app.speech_${this.state}`)));

  /** Call while a component is being set up. */
  constructor() {
    $effect(() => {
      void this.#look();
      const timer = setInterval(() => void this.#look(), EVERY_MS);
      return () => clearInterval(timer);
    });
  }

  async #look(): Promise<void> {
    try {
      const told = (await (await fetch('/readyz')).json()) as { speech?: State; speech_note?: string };
      this.state = told.speech ?? 'off';
      this.note = told.speech_note ?? '';
    } catch {
      // The line's own state says enough.
    }
  }
}
