/** A paper or a packet of the service, saved as a file of this machine. */

import type { Room } from '../../room/room.svelte';

const NAMED = /filename="([^"]+)"/;

/** Under `name`, else the one that the service gives. Rejects with Refusal. */
export async function download(room: Room, path: string, name = ''): Promise<void> {
  const answer = await room.fetch(path);
  const told = NAMED.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? '';
  save(await answer.blob(), name || told);
}

export function save(paper: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(paper);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
