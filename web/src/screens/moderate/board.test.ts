import { expect, it } from 'vitest';
import type { PointView } from '../../wire';
import { clusters, count, passedTrial, shows, wantedOf } from './board';

const point = (id: string, name: string, more: Partial<PointView> = {}): PointView => ({
  id, name, kind: 'commune', link: 'here', picture: 'good', voice: 'good', sound: 'venue', expected: 10, cluster: 'Cụm 1', ...more,
}); // prettier-ignore
const POINTS = [
  point('v', 'Điểm cầu chính', { kind: 'venue', cluster: '', present: 300 }),
  point('a', 'Xã Đồn Đạc', { link: 'lost', voice: 'weak' }),
  point('b', 'Phường Hà Khánh', { present: 12 }),
  point('c', 'Xã Cô Tô', { cluster: 'Cụm 2', link: 'never', picture: 'unknown', voice: 'unknown' }),
];
const shown = (filter: Parameters<typeof shows>[1], typed = '') =>
  POINTS.filter((one) => shows(one, filter, wantedOf(typed))).map((one) => one.id).join(' '); // prettier-ignore

it('groups by cluster in the plan’s order, the venue apart, and counts whole clusters', () => {
  expect(clusters(POINTS).map((one) => [one.name, ...one.points.map((point) => point.id)].join(' '))).toEqual([' v', 'Cụm 1 a b', 'Cụm 2 c']);
  expect(clusters(POINTS)[1]).toMatchObject({ here: 1, all: 2 });
});
it('keeps a cluster and a block of it as they were while none of their points changed', () => {
  const many = Array.from({ length: 40 }, (_, n) => point(`p${n}`, `Xã ${n}`, { cluster: n < 35 ? 'A' : 'B' }));
  const before = clusters(many);
  expect(before[0]?.blocks.flatMap((block) => block.points)).toEqual(many.slice(0, 35));
  const after = clusters(many.map((one) => (one.id === 'p20' ? { ...one, present: 3 } : one)), before);
  const kept = after[0]?.blocks.map((block, at) => block === before[0]?.blocks[at]);
  expect(kept).toEqual([true, false, true]);
  expect(after[1]).toBe(before[1]);
  expect(after[0]?.blocks[1]?.points[5]?.present).toBe(3);
});
it('finds without diacritics or spaces', () => {
  expect(shown('all', 'dondac')).toBe('a');
  expect(shown('all', 'Đồn Đ')).toBe('a');
  expect(shown('all', 'Hà K')).toBe('b');
});
it('shows who is away, who has not checked in, whose picture or voice is poor', () => {
  expect(shown('lost')).toBe('a c');
  expect(shown('unchecked')).toBe('a c');
  expect(shown('signal')).toBe('a');
});
it('does not count the venue among the communes', () =>
  expect(count(POINTS)).toEqual({ all: 3, here: 1, lost: 1, checked: 2, unchecked: 2, present: 312, poor: 1, unknown: 1, untried: 3 }));
it('shows which points have not passed the trial, never the venue', () => {
  expect(shown('trial')).toBe('a b c');
  expect(passedTrial(point('d', 'Xã D', { checks: ['hand', 'call', 'microphone', 'chime', 'message'] }))).toBe(true);
});
