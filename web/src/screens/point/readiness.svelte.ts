/** What the desk's board knows of this machine: its line, how late captions come over it, and whether its
 * microphone was heard. */

import { onHeard } from '../../audio/heard';
import type { Microphone } from '../../audio/microphone.svelte';
import type { Room } from '../../room/room.svelte';
import { CaptionLag } from './captionlag';

const EVERY_MS = 60_000;
/** By then the line has been measured. */
const FIRST_MS = 4000;
/** dBFS: somebody speaks into it. */
const SPOKEN = -42;

export class ReadyReport {
  /** The microphone was heard since it was last in trouble. */
  heard = $state.raw(false);

  /** Call while a component is being set up. */
  constructor(room: Room, microphone: Microphone) {
    const lag = new CaptionLag();
    const connected = $derived(room.state.kind === 'connected');
    const tell = () => void room.link.ready({ round_trip: room.link.offset.roundTrip, captions: lag.ms, microphone: this.heard });
    $effect(() => {
      if (connected) lag.connected(room.link.offset.now());
    });
    $effect(() => lag.saw(room.view?.captions?.at, room.link.offset.now()));
    $effect(() => onHeard(() => (this.heard = true)));
    $effect(() => {
      if (microphone.state === 'on' && microphone.level > SPOKEN) this.heard = true;
    });
    $effect(() => {
      if (microphone.problem) this.heard = false;
    });
    $effect(() => {
      if (room.state.kind !== 'connected') return;
      if (this.heard) tell();
      const first = setTimeout(tell, FIRST_MS);
      const again = setInterval(tell, EVERY_MS);
      return () => {
        clearTimeout(first);
        clearInterval(again);
      };
    });
  }
}
