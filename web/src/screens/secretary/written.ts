/** Opinions that were sent in writing instead of being spoken, and wait to be logged (day.md D8). */

import type { RequestView, View } from '../../wire';

/** One spelling of the same words, as `rooms.importing.words_of` compares them. */
const plain = (text: string) => text.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');

/** Those whose words the register does not hold, as they were raised. A text that was sent anew counts anew. */
export function toLog(view: Pick<View, 'queue' | 'opinions'>): RequestView[] {
  const logged = new Set(Object.values(view.opinions?.rows ?? {}).map((row) => plain(row.text)));
  const aside = (view.queue?.aside ?? []).flatMap((id) => view.queue?.requests[id] ?? []);
  return aside.filter((one) => one.state === 'written' && one.text && !one.matter && !logged.has(plain(one.text)));
}
