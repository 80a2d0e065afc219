import { expect, it } from 'vitest';
import { steady } from './steady';

it('follows the server while nobody points', () => expect(steady(['a', 'b'], ['b', 'c'], false)).toEqual(['b', 'c']));
it('keeps every row where it is under the pointer', () => {
  expect(steady(['a', 'b'], ['b'], true)).toEqual(['a', 'b']);
  expect(steady(['b', 'c'], ['a', 'b', 'c'], true)).toEqual(['b', 'c', 'a']);
});
it('is the same list when nothing came', () => {
  const shown = ['a', 'b'];
  expect(steady(shown, ['b'], true)).toBe(shown);
});
