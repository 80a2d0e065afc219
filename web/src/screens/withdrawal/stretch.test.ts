import { expect, it } from 'vitest';
import type { TurnView } from '../../wire';
import { clockOf, meets, timeAt } from './stretch';

const NOW = Date.UTC(2026, 10, 22, 17, 30, 5); // half past midnight in the hall

it('reads and writes times of day in the hall’s zone, on the hall’s day', () => {
  expect(clockOf(NOW, 420)).toBe('00:30:05');
  expect(timeAt('00:30:05', NOW, 420)).toBe(NOW);
  expect(timeAt('00:29', NOW, 420)).toBe(NOW - 65_000);
  expect([timeAt('', NOW, 420), timeAt('0:29', NOW, 420)]).toEqual([undefined, undefined]);
});

it('knows whose turns a stretch touches', () => {
  const turn = (spans: number[][]) => ({ spans }) as unknown as TurnView;
  expect(meets(turn([[10, 20], [30]]), [20, 30])).toBe(false);
  expect(meets(turn([[10, 20], [30]]), [19, 30])).toBe(true);
  expect(meets(turn([[10, 20], [30]]), [100, 200])).toBe(true);
});
