import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import type { View } from '../wire';
import { Areas } from './areas.svelte';
import { watched } from './watched.svelte';

const view = (parts: object) => parts as unknown as View;

it('wakes only those who read what changed', () => {
  const areas = new Areas();
  const [floor, points] = [{ count: 1 }, { a: { id: 'a' } }];
  areas.take(view({ floor, points }));
  const ofFloor = watched(() => areas.view.floor.count);
  const ofPoints = watched(() => Object.keys(areas.view.points ?? {}).join());
  flushSync();
  areas.take(view({ floor, points: { ...points, b: { id: 'b' } } }));
  flushSync();
  areas.take(view({ floor: { count: 2 } }));
  flushSync();
  expect(ofFloor.seen).toEqual([1, 2]);
  expect(ofPoints.seen).toEqual(['a', 'a,b', '']);
  for (const one of [ofFloor, ofPoints]) one.stop();
});

it('reads as the view that was taken last', () => {
  const areas = new Areas();
  areas.take(view({ floor: { count: 1 }, queue: { count: 3 } }));
  areas.take(view({ floor: { count: 2 } }));
  expect(areas.view).toEqual({ floor: { count: 2 } });
  expect(areas.view.queue).toBeUndefined();
});
