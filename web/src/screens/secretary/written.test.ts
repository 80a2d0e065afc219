import { expect, it } from 'vitest';
import type { OpinionView, RequestView } from '../../wire';
import { toLog } from './written';

const sent = (id: string, more: Partial<RequestView>) =>
  ({ id, no: 1, point: 'p', place: 'Xã', speaker: {}, kind: 'opinion', state: 'written', raised_at: 0, ...more }) as RequestView;

it('lists what came in writing until its words are in the register', () => {
  const rows = [
    sent('r1', { text: 'Đề nghị  sửa đường' }), sent('r2', { text: 'Xây trường' }), sent('r3', {}),
    sent('r4', { state: 'declined', text: 'x' }), sent('r5', { text: 'đơn', matter: 'complaint' }),
  ]; // prettier-ignore
  const queue = { requests: Object.fromEntries(rows.map((one) => [one.id, one])), order: [], count: 0, aside: rows.map((one) => one.id) };
  expect(toLog({ queue }).map((one) => one.id)).toEqual(['r1', 'r2']);
  const logged = { id: 'y1', text: 'đề nghị sửa đường' } as OpinionView;
  expect(toLog({ queue, opinions: { rows: { y1: logged }, order: ['y1'], count: 1 } }).map((one) => one.id)).toEqual(['r2']);
  expect(toLog({})).toEqual([]);
});
