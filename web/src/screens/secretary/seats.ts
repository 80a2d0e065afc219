/** Who sits at the desk, and who edits which line now. */

import type { Room } from '../../room/room.svelte';
import { t } from '../../text';
import type { View } from '../../wire';

/** How a secretary is called here; "" for nobody. */
export function nameOf(view: View | undefined, actor: string | undefined): string {
  if (!actor) return '';
  return view?.desk?.seats.names[actor] ?? t('secretary.someone');
}

/** Names of the others who edit the line `segment` now. */
export function editorsOf(room: Room, segment: string): string[] {
  const at = (room.mirror.hints.editing?.['editing'] ?? {}) as Readonly<Record<string, string>>;
  const others = Object.keys(at).filter((actor) => at[actor] === segment && actor !== room.mirror.mine.me);
  return others.map((actor) => nameOf(room.view, actor));
}
