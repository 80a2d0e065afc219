/** A paper or a packet of the service, saved as a file of this machine. */

import type { Room } from '../../room/room.svelte';

/** Rejects with Refusal. */
export async function download(room: Room, path: string, name: string): Promise<void> {
  const paper = await (await room.fetch(path)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(paper);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
