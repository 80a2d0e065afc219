/**
 * What a list shows while the pointer is in it: nothing may move under a press. Those that left keep
 * their place (as `gone`), newcomers go to the end; once the pointer has left, the order is the
 * server's again.
 */
export function steady(shown: readonly string[], order: readonly string[], held: boolean): readonly string[] {
  if (!held) return order;
  const known = new Set(shown);
  const fresh = order.filter((id) => !known.has(id));
  return fresh.length ? [...shown, ...fresh] : shown;
}
