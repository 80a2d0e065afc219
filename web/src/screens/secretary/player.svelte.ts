/** Hearing a turn again. The sound comes with this client's token, whole, and stays for the turn. */

import { Refusal } from '../../link/refusal';
import { t } from '../../text';
import type { Room } from '../../room/room.svelte';
import type { TurnView } from '../../wire';

const STEP = 3;
const RATES = [0.75, 1, 1.25, 1.5, 2] as const;

export class Player {
  turn = $state.raw<TurnView | undefined>();
  playing = $state.raw(false);
  loading = $state.raw(false);
  rate = $state.raw(1);
  /** Server time of what is heard, ms. */
  at = $state.raw(0);
  #room: Room;
  #audio: HTMLAudioElement | undefined;
  #began = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Play `turn` from the server time `from`. Rejects with Refusal. */
  async play(turn: TurnView, from: number): Promise<void> {
    try {
      // A turn still spoken grows: its sound is fetched again.
      if (this.turn?.id !== turn.id || turn.stage !== 'ended') await this.#load(turn);
      this.seek(from);
      await this.#audio?.play();
    } catch (error) {
      this.close();
      if (error instanceof Refusal && error.code !== 'not_found') throw error;
      throw new Refusal({ code: 'no_sound', message: t('secretary.noSound') });
    }
  }

  seek(ms: number): void {
    if (this.#audio) this.#audio.currentTime = Math.max(0, (ms - this.#began) / 1000);
  }

  step(by: -1 | 1): void {
    if (this.#audio) this.#audio.currentTime = Math.max(0, this.#audio.currentTime + by * STEP);
  }

  async toggle(): Promise<void> {
    if (this.playing) this.#audio?.pause();
    else await this.#audio?.play();
  }

  faster(by: -1 | 1): void {
    const at = RATES.findIndex((rate) => rate >= this.rate) + by;
    this.rate = RATES[Math.min(Math.max(at, 0), RATES.length - 1)] ?? 1;
    if (this.#audio) this.#audio.playbackRate = this.rate;
  }

  close(): void {
    this.#audio?.pause();
    if (this.#audio?.src) URL.revokeObjectURL(this.#audio.src);
    this.#audio = undefined;
    this.turn = undefined;
    this.playing = false;
  }

  async #load(turn: TurnView): Promise<void> {
    this.loading = true;
    try {
      const answer = await this.#room.fetch(`/turns/${turn.id}/sound`);
      const sound = await answer.blob();
      this.close();
      // The file begins with the first sound that was kept, normally when the turn began.
      this.#began = Number(answer.headers.get('Sound-Began')) || (turn.spans[0]?.[0] ?? 0);
      const audio = new Audio(URL.createObjectURL(sound));
      audio.playbackRate = this.rate;
      audio.onplay = () => (this.playing = true);
      audio.onpause = audio.onended = () => (this.playing = false);
      audio.ontimeupdate = () => (this.at = this.#began + audio.currentTime * 1000);
      this.#audio = audio;
      this.turn = turn;
    } finally {
      this.loading = false;
    }
  }
}
