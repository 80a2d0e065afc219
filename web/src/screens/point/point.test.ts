import { afterEach, expect, it, vi } from 'vitest';
import { draftOf, secondOfDay } from './draft';
import { OneTab } from './onetab';
import { stay } from './stay';

class Air {
  static open: Air[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(public name: string) {
    Air.open.push(this);
  }
  postMessage(data: unknown) {
    for (const other of Air.open) if (other !== this && other.name === this.name) other.onmessage?.({ data });
  }
  close() {
    Air.open = Air.open.filter((one) => one !== this);
  }
}
afterEach(() => {
  vi.unstubAllGlobals();
  Air.open = [];
});

it('lets one tab of a point work: the older one, or the one chosen', () => {
  vi.stubGlobal('BroadcastChannel', Air);
  const [a, b, c, other] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const now = vi.spyOn(Date, 'now');
  now.mockReturnValue(1000);
  new OneTab('p1', false, a);
  new OneTab('p2', false, other);
  now.mockReturnValue(2000);
  new OneTab('p1', false, b);
  expect([a, b].map((one) => one.mock.calls.length)).toEqual([0, 1]);
  now.mockReturnValue(3000);
  new OneTab('p1', true, c);
  expect([a, b, c, other].map((one) => one.mock.calls.length)).toEqual([1, 1, 0, 0]);
});

it('stays on Back while somebody speaks', () => {
  const tried = vi.fn();
  const free = stay(tried);
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(tried).toHaveBeenCalledTimes(1);
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  free();
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(tried).toHaveBeenCalledTimes(1);
});

it('begins a registration with the unit of the point, and a correction with what was said', () => {
  const fields = { dat: 'Đất đai' };
  expect(draftOf({}, 'Xã Đồn Đạc', fields)).toMatchObject({ name: '', unit: 'Xã Đồn Đạc', address: 'đồng chí', field: undefined });
  const of = { speaker: { name: 'Lý A', address: 'bà' }, topic: 'Đường', field: 'dat' };
  expect(draftOf(of, 'Xã', fields)).toEqual({
    name: 'Lý A', title: '', unit: '', address: 'bà', topic: 'Đường', field: 'dat', fieldText: 'Đất đai', kind: 'opinion',
  }); // prettier-ignore
});

it('tells the second in the zone of the hall', () => {
  expect(secondOfDay(Date.UTC(2026, 10, 22, 7, 12, 5))).toBe('14:12:05');
});
