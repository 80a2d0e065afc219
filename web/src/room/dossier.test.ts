import { expect, it } from 'vitest';
import type { OpinionsView, OpinionView } from '../wire';
import { dossier } from './dossier';

const row = (id: string, more: Partial<OpinionView> = {}): OpinionView => ({
  id, code: id, speaker: {}, text: '', beyond: false, answer: 'none', result: 'noted', version: 1, point: 'p', ...more,
}); // prettier-ignore
const told = (...rows: OpinionView[]) => {
  const opinions: OpinionsView = { rows: Object.fromEntries(rows.map((one) => [one.id, one])), order: rows.map((one) => one.id), count: rows.length };
  return dossier(opinions, 'p', '2026-06-30').map(({ row: one, standing }) => `${one.id} ${standing}`);
};

it('puts overdue first, then promises, the unanswered, the answered, the settled', () =>
  expect(
    told(
      row('a', { result: 'resolved', due: '2026-01-01' }), row('b', { answer: 'here' }), row('c'), row('d', { promise: 'Sửa đường' }),
      row('e', { due: '2026-06-29' }), row('f', { due: '2026-06-30', resolve_by: '2026-06-30' }),
    ),
  ).toEqual(['e overdue', 'd promised', 'f promised', 'c open', 'b answered', 'a settled'])); // prettier-ignore

it('leaves out other points, withdrawn and merged rows, and denunciations', () =>
  expect(told(row('a', { point: 'q' }), row('b', { withdrawn: true }), row('c', { into: 'd' }), row('d', { matter: 'denunciation' }))).toEqual([]));

it('is empty without a register', () => expect(dossier(undefined, 'p', '2026-06-30')).toEqual([]));
