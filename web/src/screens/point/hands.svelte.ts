/** What this page has asked for and the service has not yet shown: never a guess about the rest. */

import { Refusal } from '../../link/refusal';
import { toasts } from '../../parts/toasts.svelte';
import type { Room } from '../../room/room.svelte';
import { refusalText } from '../../text/common';
import type { Command, LowerHand, RaiseHand, RequestState, ReviseRequest } from '../../wire';

/** The ack is there, the receipt comes with the next tick: so long the line above stays. */
const SHOWN_MS = 1500;

const OPEN = new Set<RequestState>(['waiting', 'approved', 'held', 'merged', 'called']);

export class Hands {
  #room: Room;
  #asked = $state.raw<readonly RaiseHand[]>([]);

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Registrations under way, those of before a reload too. One whose receipt is here already is none,
   * although the line went before its answer came.
   */
  get raising(): readonly RaiseHand[] {
    const waiting = this.#commands.filter((one): one is RaiseHand => one.type === 'RaiseHand');
    const all = [...this.#asked, ...waiting.filter((one) => !this.#asked.includes(one))];
    return all.filter((one) => !this.#shown(one));
  }

  #shown(raised: RaiseHand): boolean {
    const { name, unit } = raised.speaker ?? {};
    const mine = Object.values(this.#room.mirror.mine.requests);
    const open = mine.filter((one) => OPEN.has(one.state));
    return Boolean(name) && open.some((one) => one.speaker.name === name && one.speaker.unit === unit);
  }

  lowering(request: string): boolean {
    return this.#commands.some((one) => one.type === 'LowerHand' && one.request === request);
  }

  revising(request: string): boolean {
    return this.#commands.some((one) => one.type === 'ReviseRequest' && one.request === request);
  }

  /** Resolves once it is recorded and its receipt is here. */
  async raise(command: RaiseHand): Promise<void> {
    const before = new Set(this.#room.mirror.mine.order);
    this.#asked = [...this.#asked, command];
    try {
      await this.#room.link.ask(command);
      for (let ms = 0; ms < SHOWN_MS && this.#room.mirror.mine.order.every((id) => before.has(id)); ms += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } finally {
      this.#asked = this.#asked.filter((one) => one !== command);
    }
  }

  async revise(command: ReviseRequest): Promise<void> {
    await this.#room.link.ask(command);
  }

  /** Its refusal is told here: the dialog that asked for it may be gone. */
  async lower(command: LowerHand): Promise<void> {
    try {
      await this.#room.link.ask(command);
    } catch (error) {
      const settled = error instanceof Refusal && error.code === 'not_waiting';
      if (!settled) toasts.tell(refusalText(error), 'warn');
    }
  }

  get #commands(): readonly Command[] {
    return this.#room.pending ? this.#room.link.commands : [];
  }
}
