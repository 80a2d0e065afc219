import { expect, it } from 'vitest';
import type { RequestView, Slip, TurnView, View } from '../../wire';
import { onTable, subjects } from './slips';

const turn = (id: string, more: Partial<TurnView> = {}): TurnView => ({
  id, kind: 'speech', stage: 'ended', point: 'p', place: `Xã ${id}`, speaker: {}, spans: [], ...more,
}); // prettier-ignore
const request = (id: string) => ({ id, place: `Xã ${id}`, speaker: { name: `Người ${id}` } }) as RequestView;
const slip = (id: string, at: number, more: Partial<Slip>): Slip => ({ id, at, by: 'x', text: id, ...more });

function view(turns: TurnView[], live: Partial<View['floor']>, slips: Slip[] = []): View {
  const waits = ['r7', 'r8', 'r9'].map(request);
  return {
    floor: {
      turns: Object.fromEntries(turns.map((one) => [one.id, one])), order: turns.map((one) => one.id), coming: [], suspended: [], count: turns.length,
      slips: Object.fromEntries(slips.map((one) => [one.id, one])), ...live,
    },
    queue: { requests: Object.fromEntries(waits.map((one) => [one.id, one])), order: ['r7', 'r8', 'r9'], count: 3 },
  } as unknown as View; // prettier-ignore
}

it('tells who speaks, whom that answers, who is called, who awaits a reply, who is next', () => {
  const all = [turn('t1'), turn('t2'), turn('t3', { stage: 'called' }), turn('t4', { kind: 'reply', stage: 'speaking', answers: ['t2'] })];
  const found = subjects(view(all, { speaking: 't4', coming: ['t3'], unanswered: ['t1'] }));
  expect(found.map((one) => [one.id, one.stage])).toEqual([['t4', 'speaking'], ['t3', 'called'], ['t2', 'ended'], ['t1', 'ended'], ['r7', 'next'], ['r8', 'next']]);
  expect(found.at(-1)).toEqual({ id: 'r8', stage: 'next', name: 'Người r8', place: 'Xã r8' });
});

it('leaves out a complaint at the microphone', () =>
  expect(subjects(view([turn('t1', { stage: 'speaking', matter: 'complaint' })], { speaking: 't1' })).map((one) => one.id)).toEqual(['r7', 'r8']));

it('puts what is about the speaker first, and what was read away', () => {
  const slips = [slip('p1', 1, { request: 'r7' }), slip('p2', 2, { turn: 't1', request: 'r1' }), slip('p3', 3, { request: 'r1' }), slip('p4', 4, { turn: 't1', read_at: 9 })];
  const found = onTable(view([turn('t1', { stage: 'speaking', request: 'r1', speaker: { name: 'An', address: 'ông' } })], { speaking: 't1' }, slips));
  expect(found.map((one) => [one.slip.id, one.who])).toEqual([['p2', 'ông An'], ['p3', 'ông An'], ['p1', 'Người r7']]);
});
