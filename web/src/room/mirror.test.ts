import { afterEach, expect, it, vi } from 'vitest';
import type { View, ViewTold } from '../wire';
import { Mirror } from './mirror.svelte';

const viewOf = (count: number) => ({ floor: { count } }) as unknown as View;
const view = (version: string, count: number): ViewTold => ({ version, seq: count, view: viewOf(count) });
const patch = (from: string, to: string, count: number) => ({ from, to, seq: count, patch: { floor: { count } } });
const never = () => new Promise<ViewTold>(() => {});
const count = (mirror: Mirror) => mirror.view?.floor.count;

afterEach(() => void vi.useRealTimers());

it('applies patches in step', () => {
  const mirror = new Mirror(never, 0);
  mirror.takeView(view('b:1', 1));
  mirror.takePatch(patch('b:1', 'b:2', 2));
  expect([count(mirror), mirror.version, mirror.seq]).toEqual([2, 'b:2', 2]);
});

it('keeps a patch that overtook its view', () => {
  const look = vi.fn(never);
  const mirror = new Mirror(look, 0);
  mirror.takePatch(patch('b:1', 'b:2', 2));
  mirror.takePatch(patch('b:2', 'b:3', 3));
  expect(mirror.view).toBeUndefined();
  mirror.takeView(view('b:1', 1));
  expect(count(mirror)).toBe(3);
  expect(look).not.toHaveBeenCalled();
});

it('drops a patch that the view already holds', () => {
  const look = vi.fn(never);
  const mirror = new Mirror(look, 0);
  mirror.takeView(view('b:10', 10));
  mirror.takePatch(patch('b:9', 'b:10', 99));
  expect(count(mirror)).toBe(10);
  expect(look).not.toHaveBeenCalled();
});

it('asks once for the whole view after a gap, and applies what came meanwhile', async () => {
  let answer: (told: ViewTold) => void = () => {};
  const look = vi.fn(() => new Promise<ViewTold>((resolve) => (answer = resolve)));
  const mirror = new Mirror(look, 0);
  mirror.takeView(view('b:1', 1));
  mirror.takePatch(patch('b:3', 'b:4', 4));
  mirror.takePatch(patch('b:4', 'b:5', 5));
  expect(look).toHaveBeenCalledTimes(1);
  answer(view('b:4', 4));
  await vi.waitFor(() => expect(mirror.version).toBe('b:5'));
  expect(count(mirror)).toBe(5);
});

it('takes the view of another boot as it is', () => {
  const mirror = new Mirror(never, 0);
  mirror.takeView(view('old:500', 500));
  mirror.takeView(view('new:3', 3));
  expect(count(mirror)).toBe(3);
});

it('ignores a look that patches have overtaken', () => {
  const mirror = new Mirror(never, 0);
  mirror.takeView(view('b:5', 5));
  mirror.takeView(view('b:4', 4));
  expect(count(mirror)).toBe(5);
});

it('waits for its own write, but not for ever', async () => {
  vi.useFakeTimers();
  const mirror = new Mirror(never, 0);
  mirror.takeView(view('b:1', 1));
  const [soon, late] = [vi.fn(), vi.fn()];
  void mirror.reached(2, 1000).then(soon);
  void mirror.reached(9, 1000).then(late);
  mirror.takePatch(patch('b:1', 'b:2', 2));
  await vi.advanceTimersByTimeAsync(0);
  expect([soon.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(late).toHaveBeenCalled();
  vi.useRealTimers();
});

it('shows the latest hint of a kind and what is mine', () => {
  const mirror = new Mirror(never, 0);
  mirror.takeHint({ kind: 'partial', turn: 't1', text: 'kính', until: 1 });
  mirror.takeHint({ kind: 'partial', turn: 't1', text: 'kính thưa', until: 2 });
  expect(mirror.hints.partial?.text).toBe('kính thưa');
  mirror.takeMine({ version: 'b:1', requests: {}, order: ['r1'] });
  expect(mirror.mine).toEqual({ requests: {}, order: ['r1'] });
});

it('shows a burst of patches together, the first at once, and everything to a press that waits', async () => {
  vi.useFakeTimers();
  vi.setSystemTime(0);
  const mirror = new Mirror(never, 50);
  mirror.takeView(view('b:1', 1));
  mirror.takePatch(patch('b:1', 'b:2', 2));
  mirror.takePatch(patch('b:2', 'b:3', 3));
  expect([count(mirror), mirror.seq, mirror.version]).toEqual([1, 1, 'b:3']);
  vi.advanceTimersByTime(50);
  expect([count(mirror), mirror.seq]).toEqual([3, 3]);
  mirror.takePatch(patch('b:3', 'b:4', 4));
  expect(count(mirror)).toBe(3);
  await mirror.reached(4, 1000);
  expect(count(mirror)).toBe(4);
  const own = mirror.reached(5, 1000);
  mirror.takePatch(patch('b:4', 'b:5', 5));
  expect(count(mirror)).toBe(5);
  await own;
});
