import { expect, it } from 'vitest';
import type { TurnView } from '../wire';
import { clockText, minutes, spokenMs, timeOfDay, turnTime } from './turnclock';

const turn = (more: Partial<TurnView>): TurnView => ({
  id: 't1', kind: 'speech', stage: 'speaking', point: 'p', place: 'P', speaker: {}, spans: [[1000]], limit: 300, ...more,
}); // prettier-ignore

it('counts only what was spoken', () => {
  expect(spokenMs(turn({ spans: [[1000, 61_000], [100_000, 0]] }), 110_000)).toBe(70_000);
  expect(spokenMs(turn({ spans: [[1000]] }), 500)).toBe(0); // our clock is a little behind
});

it('goes from running to warning to over', () => {
  const at = (ms: number) => turnTime(turn({}), 1000 + ms, 60);
  expect([at(0), at(239_000), at(240_000), at(300_000)].map((t) => t.phase)).toEqual(['running', 'running', 'warning', 'over']);
  expect([at(0), at(1), at(60_500), at(299_500), at(300_000), at(312_900)].map(clockText)).toEqual(['5:00', '5:00', '4:00', '0:01', '+0:00', '+0:12']);
});

it('stands while suspended, waits while called, and counts up without a limit', () => {
  expect(turnTime(turn({ stage: 'suspended', spans: [[1000, 31_000]] }), 999_000, 60)).toMatchObject({ left: 270_000, phase: 'stopped' });
  expect(turnTime(turn({ stage: 'called', spans: [] }), 999_000, 60)).toMatchObject({ left: 300_000, phase: 'waiting' });
  const endless = turn({});
  delete endless.limit;
  expect(turnTime(endless, 66_000, 60)).toEqual({ spoken: 65_000, phase: 'none' });
  expect(clockText({ spoken: 65_000, phase: 'none' })).toBe('1:05');
});

it('writes long times and the hour of the hall', () => {
  expect(minutes(3_900_000)).toBe('65:00');
  expect(timeOfDay(Date.UTC(2026, 0, 5, 1, 5))).toBe('08:05');
});
