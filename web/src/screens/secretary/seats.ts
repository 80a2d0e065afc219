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

/** `order` with `who` one place earlier (-1) or later (1), as far as there is one. */
export function shifted(order: readonly string[], who: string, by: -1 | 1): readonly string[] {
  const from = order.indexOf(who);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const without = order.filter((one) => one !== who);
  return [...without.slice(0, to), who, ...without.slice(to)];
}
