/** One tab per point: the one opened first keeps it, until another says it takes over. */

import { uuid } from '../../link/uuid';

type Said = { what: 'hello' | 'here' | 'take'; id: string; since: number };

export class OneTab {
  #channel: BroadcastChannel | undefined;
  #id = uuid();
  #since = Date.now();
  #displaced: () => void;

  /** `take`: the person chose this tab. `displaced` is called at most once. */
  constructor(key: string, take: boolean, displaced: () => void) {
    this.#displaced = displaced;
    if (typeof BroadcastChannel !== 'function') return;
    this.#channel = new BroadcastChannel(`caunoi.tab.${key}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#heard(data);
    this.#say(take ? 'take' : 'hello');
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  #say(what: Said['what']): void {
    this.#channel?.postMessage({ what, id: this.#id, since: this.#since } satisfies Said);
  }

  #heard({ what, id, since }: Said): void {
    const older = since < this.#since || (since === this.#since && id < this.#id);
    if (what === 'take' || (what === 'here' && older)) {
      this.close();
      this.#displaced();
    } else if (what === 'hello' && !older) this.#say('here');
  }
}
