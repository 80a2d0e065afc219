import { expect, it } from 'vitest';
import { rulesFrom, typedOf } from './limits';

it('shows minutes, seconds and counts, and reads them back', () => {
  const typed = typedOf({ speech: 330, waiting_per_point: 4 });
  expect(typed).toMatchObject({ speech: '5,5', reply: '3', warn: '60', waiting: '4', debate: '0', answer: '30' });
  expect(rulesFrom(typed).rules).toMatchObject({ speech: 330, reply: 180, waiting_per_point: 4, debate: 0 });
});

it.each([['speech', 'năm'], ['reply', ''], ['warn', '-1'], ['speech', '361'], ['waiting', '1001']] as const)('refuses %s of “%s”', (key, text) =>
  expect(rulesFrom({ ...typedOf(undefined), [key]: text }).wrong).toBe(key));
