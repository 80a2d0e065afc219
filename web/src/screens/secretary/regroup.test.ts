import { expect, it } from 'vitest';
import type { SegmentView } from '../../wire';
import { regrouping, type Way } from './regroup';

const line = (id: string, turn = 't1', kind?: 'lost'): SegmentView => ({ id, turn, starts: 1, ends: 2, text: id, version: 4, state: 'heard', ...(kind ? { kind } : {}) });
const asked = (way: Way, other: SegmentView | undefined, before: string, after: string) =>
  regrouping(way, line('s2'), (by) => other && { ...other, id: by < 0 ? 's1' : 's3' }, before, after)?.(7);

it('asks for what the caret says, with the versions of both lines', () => {
  const other = line('s0');
  expect(asked('split', undefined, 'một hai', ' ba')).toEqual({ type: 'SplitSegment', segment: 's2', version: 7, before: 'một hai', after: ' ba' });
  expect(asked('merge', other, '', 'một')).toEqual({ type: 'MergeSegments', segment: 's1', version: 4, next: 's2', next_version: 7 });
  expect(asked('mergeNext', other, 'một', '')).toEqual({ type: 'MergeSegments', segment: 's2', version: 7, next: 's3', next_version: 4 });
  expect(asked('moveBack', other, 'một hai ', 'ba')).toEqual({ type: 'MoveWords', segment: 's2', version: 7, to: 's1', to_version: 4, count: 2 });
  expect(asked('moveOn', line('s0', 't2'), 'một', ' hai ba bốn')).toEqual({ type: 'MoveWords', segment: 's2', version: 7, to: 's3', to_version: 4, count: 3 });
});

it('asks for nothing at an edge, of a marker, or across turns', () => {
  expect(asked('split', undefined, ' ', 'một')).toBeUndefined();
  expect(asked('split', undefined, 'một', '')).toBeUndefined();
  expect(asked('merge', undefined, '', 'một')).toBeUndefined();
  expect(asked('merge', line('s0', 't2'), '', 'một')).toBeUndefined();
  expect(asked('mergeNext', line('s0', 't1', 'lost'), 'một', '')).toBeUndefined();
  expect(asked('moveOn', line('s0'), 'một', ' ')).toBeUndefined();
});
