import { expect, it } from 'vitest';
import type { PointView } from '../../wire';
import { clusters, count } from './board';

const point = (id: string, name: string, more: Partial<PointView> = {}): PointView => ({
  id, name, kind: 'commune', link: 'here', picture: 'good', voice: 'good', sound: 'venue', expected: 10, cluster: 'Cụm 1', ...more,
}); // prettier-ignore
const POINTS = [
  point('v', 'Điểm cầu chính', { kind: 'venue', cluster: '', present: 300 }),
  point('a', 'Xã Đồn Đạc', { link: 'lost', voice: 'weak' }),
  point('b', 'Phường Hà Khánh', { present: 12 }),
  point('c', 'Xã Cô Tô', { cluster: 'Cụm 2', link: 'never', picture: 'unknown', voice: 'unknown' }),
];
const shown = (filter: Parameters<typeof clusters>[1], typed = '') =>
  clusters(POINTS, filter, typed).map((one) => [one.name, ...one.points.map((point) => point.id)].join(' '));

it('groups by cluster in the plan’s order, the venue apart', () => expect(shown('all')).toEqual([' v', 'Cụm 1 a b', 'Cụm 2 c']));
it('finds without diacritics or spaces', () => {
  expect(shown('all', 'dondac')).toEqual(['Cụm 1 a']);
  expect(shown('all', 'Hà K')).toEqual(['Cụm 1 b']);
});
it('shows who is away, who has not checked in, whose picture or voice is poor', () => {
  expect(shown('lost')).toEqual(['Cụm 1 a', 'Cụm 2 c']);
  expect(shown('unchecked')).toEqual(['Cụm 1 a', 'Cụm 2 c']);
  expect(shown('signal')).toEqual(['Cụm 1 a']);
});
it('counts whole clusters even where few are shown', () =>
  expect(clusters(POINTS, 'signal', '')[0]).toMatchObject({ here: 1, all: 2 }));
it('does not count the venue among the communes', () =>
  expect(count(POINTS)).toEqual({ all: 3, here: 1, lost: 1, checked: 2, unchecked: 2, present: 312, poor: 1, unknown: 1 }));
