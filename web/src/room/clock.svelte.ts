/** Server time as state. It ticks only while something on the screen reads it. */

import { createSubscriber } from 'svelte/reactivity';

const SECOND = 1000;

export class Clock {
  #server: () => number;
  #subscribe: () => void;

  /** `server` is the server's time in ms, by whoever measures it. */
  constructor(server: () => number) {
    this.#server = server;
    this.#subscribe = createSubscriber((update) => {
      let timer: ReturnType<typeof setTimeout>;
      const next = () => {
        // At the server's full second, so that every screen of the hall turns at once.
        timer = setTimeout(tick, SECOND - (server() % SECOND) + 2);
      };
      const tick = () => {
        update();
        next();
      };
      next();
      return () => clearTimeout(timer);
    });
  }

  /** Now, in server ms. Read in a template or effect, it is read again every second. */
  get now(): number {
    this.#subscribe();
    return this.#server();
  }

  /** Now, once. */
  peek(): number {
    return this.#server();
  }
}
