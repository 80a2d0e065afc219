import { expect, it } from 'vitest';
import type { FieldCounts, OpinionView } from '../../wire';
import { dayText } from '../secretary/days';
import { byField, gridOf } from './sheet';

const counts = (field: string, levels: Record<string, number>, answered = 0, partly = 0): FieldCounts => ({
  field, levels, total: Object.values(levels).reduce((a, b) => a + b, 0), answered, partly,
}); // prettier-ignore

it('sums the counts, and shows the levels that occur beside the usual ones', () => {
  const grid = gridOf([counts('LV03', { central: 1 }), counts('LV06', { province: 7, '': 1 }, 2, 1)]);
  expect(grid.columns).toEqual(['commune', 'province', 'central', 'other', '']);
  expect(grid.sum).toEqual({ levels: { central: 1, province: 7, '': 1 }, total: 9, answered: 2, partly: 1 });
  expect(grid.most).toBe(7);
  expect(gridOf([])).toMatchObject({ lines: [], most: 4, columns: ['commune', 'province', 'central', 'other'] });
});

it('groups rows by field, the unclassified last', () => {
  const row = (id: string, field: string, answer = 'none') => ({ id, field, answer }) as OpinionView;
  const groups = byField([row('a', ''), row('b', 'LV06', 'here'), row('c', 'LV03'), row('d', 'x'), row('e', 'LV06')], ['LV03', 'LV06', 'LV99']);
  expect(groups.map(({ field, rows, answered }) => [field, rows.length, answered])).toEqual([['LV03', 1, 0], ['LV06', 2, 1], ['x', 1, 0], ['', 1, 0]]);
});

it('writes days as offices do', () => {
  expect([dayText('2026-06-30'), dayText('2026-02-05'), dayText(''), dayText(undefined)]).toEqual(['30/6/2026', '05/02/2026', '', '']);
});
