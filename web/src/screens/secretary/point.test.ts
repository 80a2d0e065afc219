import { expect, it } from 'vitest';
import type { ConclusionPointView, Task } from '../../wire';
import { closeTask, openTask, opened } from './point';

const bare: Task = { content: 'Sửa', lead: 'Sở', coordinating: [], opinions: [] };

it('opens and closes a task that is due on a day', () => {
  expect(closeTask(openTask({ ...bare, due: '2026-06-30' }))).toEqual({ ...bare, due: '2026-06-30' });
  expect(closeTask(openTask(bare))).toEqual(bare);
});

it('opens and closes a task whose days are counted, and leaves the counting to the service', () => {
  const counted = { ...bare, due: '2026-02-10', term: { days: 5 } };
  expect(openTask(counted)).toMatchObject({ counting: 'working', days: '5', due: '' });
  expect(closeTask(openTask(counted))).toEqual({ ...bare, term: { days: 5, counting: 'working' } });
  expect(closeTask({ ...openTask(bare), counting: 'days', days: 'x' })).toEqual(bare);
});

it('opens a point, or an empty one', () => {
  expect(opened(undefined)).toEqual({ title: '', text: '', tasks: [], issuers: [], opinions: [], version: 0 });
  const point = { id: 'k1', title: 'Một', text: '…', version: 3, issuers: ['party'] } as ConclusionPointView;
  expect(opened(point)).toMatchObject({ title: 'Một', issuers: ['party'], version: 3 });
});
