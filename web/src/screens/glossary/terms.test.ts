import { expect, it } from 'vitest';
import { changed, termOf, tooShort, typedOf } from './terms';

const term = (meant: string, ...heard: string[]) => ({ meant, heard, unless: [] });

it('reads one phrase a line, without empty ones and doubles', () =>
  expect(termOf({ meant: ' Đồn  Đạc ', heard: 'đồn đặc\n\n đồn  đặc \nđòn đạc', unless: '' })).toEqual(term('Đồn Đạc', 'đồn đặc', 'đòn đạc')));

it('gives back what was typed', () => {
  const one = { meant: 'Ba Chẽ', heard: ['ba trẽ'], unless: ['số ba trẽ'] };
  expect(termOf(typedOf(one))).toEqual(one);
});

it('finds the phrase of one syllable', () => {
  expect(tooShort(term('A', 'hai tiếng', 'một'))).toBe('một');
  expect(tooShort(term('A', 'hai tiếng'))).toBeUndefined();
});

it('changes one entry and leaves the others, also those that came meanwhile', () => {
  const [a, b, c] = [term('A', 'á à'), term('B', 'bê bê'), term('C', 'xê xê')];
  expect(changed([a, b], a, c)).toEqual([c, b]);
  expect(changed([a, b, c], b, undefined)).toEqual([a, c]);
  expect(changed([a], undefined, b)).toEqual([a, b]);
  expect(changed([b], a, c)).toEqual([b, c]); // somebody has removed it: what was typed is not lost
});
