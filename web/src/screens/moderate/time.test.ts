import { expect, it } from 'vitest';
import type { Rules } from '../../wire';
import { bars, forecast, timeToday } from './time';

const rules: Required<Rules> = { speech: 180, reply: 60, warn: 60, waiting_per_point: 2, answer: 30, debate: 0, back: 0, order: 0 };
const budget = { until: 4_000_000, each: 240_000 };

it('says how many turns fit, and proposes nothing while all do', () =>
  expect(forecast(budget, rules, 3, false, 3_000_000)).toEqual({ left: 1_000_000, turns: 4, waiting: 3, close: false, write: 0 }));

it('proposes to close, to shorten, to write', () =>
  expect(forecast(budget, rules, 6, false, 3_000_000)).toEqual({ left: 1_000_000, turns: 4, waiting: 6, close: true, shorten: 106, write: 2 }));

it('shortens no turn below a minute, and closes no closed list', () =>
  expect(forecast(budget, rules, 20, true, 3_000_000)).toEqual({ left: 1_000_000, turns: 4, waiting: 20, close: false, write: 16 }));

it('is at its end, never below', () => expect(forecast(budget, rules, 1, true, 5_000_000)).toMatchObject({ left: 0, turns: 0, write: 1 }));

it('reads a time of the hall’s day', () => {
  const now = Date.UTC(2026, 10, 22, 18, 30); // 01:30 on the 23rd in the hall
  expect(timeToday('17:30', now)).toBe(Date.UTC(2026, 10, 23, 10, 30));
  expect(timeToday('7h05', now)).toBe(Date.UTC(2026, 10, 23, 0, 5));
  expect([timeToday('24:00', now), timeToday('', now), timeToday('5', now)]).toEqual([undefined, undefined, undefined]);
});

it('draws the longest first, as parts of it', () =>
  expect(bars({ a: { turns: 1, time: 60 }, b: { turns: 3, time: 240 } })).toEqual([
    { id: 'b', turns: 3, time: 240, part: 1 },
    { id: 'a', turns: 1, time: 60, part: 0.25 },
  ]));
