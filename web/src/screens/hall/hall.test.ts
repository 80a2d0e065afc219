import { expect, it } from 'vitest';
import type { TurnView, View } from '../../wire';
import { plateOf, sceneOf, STALE_MS } from './scene';

const turn = (id: string, more: Partial<TurnView> = {}): TurnView => ({
  id, kind: 'speech', stage: 'speaking', point: 'p', place: 'Xã Đồn Đạc', speaker: { name: 'A' }, spans: [], ...more,
}); // prettier-ignore
function view(conference: Partial<View['conference']> = {}, floor: Partial<View['floor']> = {}): View {
  return {
    conference: { stage: 'open', hall: 'auto', name_plate: true, ...conference } as View['conference'],
    floor: { turns: { t1: turn('t1'), t2: turn('t2', { stage: 'called' }) }, order: [], coming: ['t2'], suspended: [], count: 2, speaking: 't1', ...floor },
  }; // prettier-ignore
}

it('names who speaks and who comes', () =>
  expect(sceneOf(view(), 0)).toMatchObject({ kind: 'speaker', turn: { id: 't1' }, next: { id: 't2' } }));
it('does what people set, whoever speaks', () => {
  expect(sceneOf(view({ hall: 'off' }), 0).kind).toBe('off');
  expect(sceneOf(view({ hall: 'title' }), 0).kind).toBe('title');
  expect(sceneOf(view({ hall: 'break' }), 0).kind).toBe('break');
  expect(sceneOf(view({ stage: 'paused' }), 0).kind).toBe('break');
  expect(sceneOf(view({ stage: 'planned' }), 0)).toEqual({ kind: 'title', note: 'soon' });
  expect(sceneOf(view({ stage: 'closed' }), 0)).toEqual({ kind: 'title', note: 'over' });
});
it('names nobody while the plate is hidden', () =>
  expect(sceneOf(view({ name_plate: false }), 0)).toEqual({ kind: 'idle', next: undefined, hold: false }));
it('shows no plate for a complaint, of which the service tells neither who nor where', () => {
  const told = view({}, { turns: { t1: turn('t1', { speaker: {}, place: '' }) }, coming: [] });
  expect(sceneOf(told, 0)).toEqual({ kind: 'idle', next: undefined, hold: false });
});
it('keeps the picture through a short loss, and never a stale name', () => {
  expect(sceneOf(view(), STALE_MS - 1).kind).toBe('speaker');
  expect(sceneOf(view(), STALE_MS)).toEqual({ kind: 'title', note: 'none' });
  expect(sceneOf(view({ hall: 'off' }), STALE_MS).kind).toBe('off');
});
it('asks for patience when the voice dropped, without naming whose', () => {
  const lost = { turns: { t1: turn('t1', { stage: 'suspended', why: 'signal_lost' }) }, coming: [], suspended: ['t1'], speaking: '' } as const;
  expect(sceneOf(view({}, lost), 0)).toEqual({ kind: 'idle', next: undefined, hold: true });
});

it('has a head whatever is known', () => {
  expect(plateOf({ name: 'Lê B', address: 'bà' }, 'Xã Đồn Đạc')).toMatchObject({ head: 'Lê B', address: 'bà', place: 'Điểm cầu xã Đồn Đạc' });
  expect(plateOf({ unit: 'Sở Nội vụ' }, 'Điểm cầu chính')).toMatchObject({ head: 'Sở Nội vụ', rank: '', place: 'Điểm cầu chính' });
  expect(plateOf({}, 'Xã Đồn Đạc')).toMatchObject({ head: 'Điểm cầu xã Đồn Đạc', rank: '', place: '' });
});
it('sets a long title smaller', () =>
  expect(plateOf({ name: 'Nguyễn Thị Minh Nguyệt', title: 'Phó Trưởng Đoàn đại biểu Quốc hội '.repeat(6) }, 'X').size).toBe('small'));
