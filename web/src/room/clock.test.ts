import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { flushSync } from 'svelte';
import { Clock } from './clock.svelte';
import { watched } from './watched.svelte';

beforeEach(() => void vi.useFakeTimers({ now: 500 }));
afterEach(() => void vi.useRealTimers());

it('ticks at the full second while read, and not at all otherwise', async () => {
  const clock = new Clock(() => Date.now());
  expect(clock.peek()).toBe(500);
  expect(vi.getTimerCount()).toBe(0);
  const { seen, stop } = watched(() => clock.now);
  flushSync();
  vi.advanceTimersByTime(502);
  flushSync();
  vi.advanceTimersByTime(1000);
  flushSync();
  expect(seen).toEqual([500, 1002, 2002]);
  stop();
  await Promise.resolve(); // Svelte lets go a moment later
  expect(vi.getTimerCount()).toBe(0);
});
