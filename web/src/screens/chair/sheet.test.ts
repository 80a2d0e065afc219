import { expect, it } from 'vitest';
import type { OpinionView } from '../../wire';
import { dayText } from '../secretary/days';
import { promisesOf, sheetOf } from './sheet';

const row = (more: Partial<OpinionView>) => ({ id: 'y', answer: 'none', ...more }) as OpinionView;

it('counts by field and authority, in the order of the fields, the unclassified last', () => {
  const rows = [
    row({ field: 'LV06', authority: 'province', answer: 'here' }), row({ field: 'LV06', authority: 'province' }),
    row({ field: 'LV03', authority: 'central' }), row({}),
  ]; // prettier-ignore
  const sheet = sheetOf(rows, ['LV03', 'LV06', 'LV99']);
  expect(sheet.lines.map((line) => [line.field, line.counts, line.total, line.answered])).toEqual([
    ['LV03', { central: 1 }, 1, 0], ['LV06', { province: 2 }, 2, 1], ['', { '': 1 }, 1, 0],
  ]); // prettier-ignore
  expect(sheet.columns).toEqual(['commune', 'province', 'central', 'other', '']);
  expect([sheet.sum.total, sheet.most]).toEqual([4, 4]);
  expect(sheetOf([], ['LV03'])).toMatchObject({ lines: [], most: 4, columns: ['commune', 'province', 'central', 'other'] });
});

it('lists promises, the nearest first, those without a day last', () => {
  const rows = [row({ id: 'a', promise: 'x' }), row({ id: 'b', resolve_by: '2026-06-30' }), row({ id: 'c' }), row({ id: 'd', resolve_by: '2026-05-01' })];
  expect(promisesOf(rows).map((one) => one.id)).toEqual(['d', 'b', 'a']);
});

it('writes days as offices do', () => {
  expect([dayText('2026-06-30'), dayText('2026-02-05'), dayText(''), dayText(undefined)]).toEqual(['30/6/2026', '05/02/2026', '', '']);
});
