/** Hearing a turn again. The sound comes with this client's token, whole, and stays for the turn. */

import { Refusal } from '../../link/refusal';
import { t } from '../../text';
import type { Room } from '../../room/room.svelte';
import type { TurnView } from '../../wire';
import { choice, choose } from './choices';

const STEP = 3;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
/** How often `at` moves on while something is heard: quicker than the shortest word. */
const LOOK_MS = 80;
/** Without a key for so long the sound goes on. */
const REST_MS = 2000;
/** WAV, 16 kHz mono s16: bytes before the sound, and bytes of a millisecond. */
const [HEAD, PER_MS] = [44, 32];

export class Player {
  turn = $state.raw<TurnView | undefined>();
  playing = $state.raw(false);
  loading = $state.raw(false);
  rate = $state.raw(Number(choice('rate')) || 1);
  /** Server time of what is heard, ms. */
  at = $state.raw(0);
  /** Does the sound wait while somebody types? */
  waits = $state.raw(choice('waits') === 'yes');
  /** Ended turns of which no sound was kept: nobody is told twice. */
  #silent = new Set<string>();
  #room: Room;
  #audio: HTMLAudioElement | undefined;
  #began = 0;
  #until = 0;
  #asked = 0;
  #looking: ReturnType<typeof setInterval> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Play `turn` from the server time `from`. Rejects with Refusal. */
  async play(turn: TurnView, from: number): Promise<void> {
    const asked = ++this.#asked;
    try {
      // A turn still spoken grows: what is not here yet is fetched with all the rest.
      if (this.turn?.id !== turn.id || from >= this.#until) await this.#load(turn, asked);
      if (asked !== this.#asked) return; // something else was chosen meanwhile
      this.seek(from);
      await this.#audio?.play();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.close();
      if (error instanceof Refusal && error.code !== 'not_found') throw error;
      if (turn.stage === 'ended') this.#silent.add(turn.id);
      throw new Refusal({ code: 'no_sound', message: t('secretary.noSound') });
    }
  }

  isSilent(turn: string): boolean {
    return this.#silent.has(turn);
  }

  seek(ms: number): void {
    this.#rested();
    if (this.#audio) this.#audio.currentTime = Math.max(0, (ms - this.#began) / 1000);
    this.#look();
  }

  step(by: -1 | 1): void {
    if (this.#audio) this.#audio.currentTime = Math.max(0, this.#audio.currentTime + by * STEP);
    this.#look();
  }

  async toggle(): Promise<void> {
    this.#rested();
    if (this.playing) this.#audio?.pause();
    else await this.#audio?.play();
  }

  faster(by: -1 | 1): void {
    const at = RATES.findIndex((rate) => rate >= this.rate) + by;
    this.rate = RATES[Math.min(Math.max(at, 0), RATES.length - 1)] ?? 1;
    choose('rate', String(this.rate));
    if (this.#audio) this.#audio.playbackRate = this.rate;
  }

  wait(yes: boolean): void {
    this.waits = yes;
    choose('waits', yes ? 'yes' : '');
  }

  /** A key was typed into a text: the sound waits, if that is wanted, and goes on after a rest. */
  typed(): void {
    if (!this.waits || !(this.playing || this.#resting)) return;
    this.#rested();
    this.#audio?.pause();
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      void this.#audio?.play();
    }, REST_MS);
  }

  close(): void {
    this.#rested();
    clearInterval(this.#looking);
    this.#audio?.pause();
    if (this.#audio?.src) URL.revokeObjectURL(this.#audio.src);
    this.#audio = undefined;
    this.turn = undefined;
    this.playing = false;
  }

  #rested(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  #look(): void {
    if (this.#audio) this.at = this.#began + this.#audio.currentTime * 1000;
  }

  #plays(yes: boolean): void {
    this.playing = yes;
    clearInterval(this.#looking);
    if (yes) this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#look();
  }

  async #load(turn: TurnView, asked: number): Promise<void> {
    this.loading = true;
    try {
      const answer = await this.#room.fetch(`/turns/${turn.id}/sound`);
      const sound = await answer.blob();
      if (asked !== this.#asked) return;
      this.close();
      // The file begins with the first sound that was kept, normally when the turn began.
      this.#began = Number(answer.headers.get('Sound-Began')) || (turn.spans[0]?.[0] ?? 0);
      this.#until = this.#began + (sound.size - HEAD) / PER_MS;
      const audio = new Audio(URL.createObjectURL(sound));
      audio.playbackRate = this.rate;
      audio.onplay = () => this.#plays(true);
      audio.onpause = audio.onended = () => this.#plays(false);
      this.#audio = audio;
      this.turn = turn;
    } finally {
      this.loading = false;
    }
  }
}
