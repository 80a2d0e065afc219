/** Files of documents: handed in under their digest, told again, compared with the register. */

import { Refusal } from '../../link/refusal';
import type { Room } from '../../room/room.svelte';
import { language } from '../../text';
import type { DocumentKind, HeardOrder, PaperFile, Problem } from '../../wire';

/** What the service found in a file. `unsaid` are tasks of the register that it does not have. */
export interface Compared {
  orders: readonly HeardOrder[];
  unsaid: readonly { point: string; task?: number }[];
  same: boolean;
}

/** Keeps `file` as a paper of the document. Rejects with Refusal. */
export async function handIn(room: Room, kind: DocumentKind, file: File): Promise<void> {
  const { token, conference } = room.session;
  const headers = { Authorization: `Bearer ${token}`, 'Accept-Language': language.current };
  const url = `/api/conferences/${conference}/papers/${kind}?name=${encodeURIComponent(file.name.slice(0, 200))}`;
  let answer: Response;
  try {
    answer = await fetch(url, { method: 'POST', headers, body: file });
  } catch {
    throw new Refusal({ code: 'offline', message: '' });
  }
  if (!answer.ok) throw new Refusal((await answer.json().catch(() => ({ code: 'offline', message: '' }))) as Problem);
}

export const compare = (room: Room, file: PaperFile): Promise<Compared> => room.get<Compared>(`/papers/${file.sha256}/compared`);

/** Brings the file to the person's own disk. Rejects with Refusal. */
export async function bring(room: Room, file: PaperFile): Promise<void> {
  const paper = await (await room.fetch(`/papers/${file.sha256}`)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(paper);
  link.download = file.name || `${file.sha256.slice(0, 12)}.${paper.type === 'application/pdf' ? 'pdf' : 'docx'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Of a paper that Word can open: only there a table can be read. */
export const isWord = (file: PaperFile): boolean => !(file.name ?? '').toLowerCase().endsWith('.pdf');
