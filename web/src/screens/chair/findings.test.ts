import { expect, it } from 'vitest';
import type { ConclusionView, HeardOrder, OpinionView, Task } from '../../wire';
import { asSaid, groupsOf, moved, placeOf } from './findings';

const road: Task = { content: 'Sửa đường', lead: 'Sở Xây dựng', due: '2026-06-30', term: { days: 30 } };
const water: Task = { content: 'Cấp nước', lead: '' };
const conclusion = {
  points: { k1: { id: 'k1', title: 'Một', text: '', version: 1, tasks: [road, water] }, k2: { id: 'k2', title: 'Hai', text: '', version: 1 } },
  order: ['k2', 'k1'],
} as ConclusionView;
const row = { id: 'y1', code: 'YK001' } as OpinionView;

it('groups what was found, by kind, with what it is about', () => {
  const groups = groupsOf(
    [{ kind: 'unanswered', opinion: 'y1' }, { kind: 'no_lead', point: 'k1', task: 1 }, { kind: 'dates', opinion: 'y1', point: 'k1', given: ['2026-05-31'] }],
    { y1: row }, conclusion,
  ); // prettier-ignore
  expect(groups.map(({ kind }) => kind)).toEqual(['dates', 'no_lead', 'unanswered']);
  expect(groups[0]!.lines[0]).toMatchObject({ row, place: { no: 2, task: 1, of: road } });
  expect(groups[1]!.lines[0]!.place).toMatchObject({ no: 2, task: 2, of: water });
  expect(placeOf(conclusion, {})).toBeUndefined();
});

it('moves a point one place, and none over the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
});

it('takes what was said: the agency, the day, or a task more', () => {
  const said = (more: Partial<HeardOrder>) => ({ segment: 's1', agency: 'Sở Y tế', action: 'mua xe', agreement: 'differs', ...more }) as HeardOrder;
  const tasks = [road, water];
  expect(asSaid(tasks, said({ point: 'k1', due: '2026-07-15', differs: ['due'] }))).toEqual([
    { content: 'Sửa đường', lead: 'Sở Xây dựng', due: '2026-07-15' }, water,
  ]); // prettier-ignore
  expect(asSaid(tasks, said({ point: 'k1', task: 1, differs: ['lead'] }))).toEqual([road, { content: 'Cấp nước', lead: 'Sở Y tế' }]);
  expect(asSaid([], said({ due: '2026-07-15' }))).toEqual([{ content: 'Mua xe', lead: 'Sở Y tế', due: '2026-07-15' }]);
});
