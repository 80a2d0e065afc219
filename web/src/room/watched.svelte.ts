/** For tests: what an effect sees of `read` as it changes. */
export function watched<T>(read: () => T): { seen: T[]; stop: () => void } {
  const seen: T[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(read()));
  });
  return { seen, stop };
}
