/** Does the speech model hear at all? Asked every minute; without an answer it is assumed. */

const EVERY_MS = 60_000;

export class Speech {
  off = $state.raw(false);

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
      const told = (await (await fetch('/readyz')).json()) as { speech?: string };
      this.off = told.speech !== 'ready';
    } catch {
      // The line's own state says enough.
    }
  }
}
