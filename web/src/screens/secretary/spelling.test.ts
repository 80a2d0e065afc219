import { expect, it } from 'vitest';
import type { Word } from './script.svelte';
import { piecesOf, type Spelt } from './spelling';

const words: Word[] = ['theo', 'nghị', 'quyết', 'năm', 'bảy', 'của', 'trung', 'ương'].map((word, at) => [word, at * 100, at * 100 + 90, 1]);
const spelt: Spelt = {
  text: 'Theo Nghị quyết 57, của Trung ương.', version: 1, words, times: [], approved: '',
  changes: [
    [0, 1, 'Theo', 'casing.sentence'], [1, 3, 'Nghị quyết', 'x'], [3, 5, '57', 'number'], [5, 5, ',', 'pause', true],
    [6, 8, 'Trung ương', 'agency'], [8, 8, '.', 'end', true],
  ],
  suggestions: [[3, 5, '75', 'roster', 0.6]],
}; // prettier-ignore

it('lays a text out over its words, changes by their place, marks close to what they follow', () => {
  const pieces = piecesOf(spelt);
  expect(pieces.map((one) => [one.text, one.start, one.change, one.close])).toEqual([
    ['Theo', 0, 0, false], ['Nghị quyết', 1, 1, false], ['57', 3, 2, false], [',', 5, 3, true], ['của', 5, undefined, false], ['Trung ương', 6, 4, false], ['.', 8, 5, true],
  ]); // prettier-ignore
  expect(pieces.map((one) => one.suggested ?? false)).toEqual([false, false, false, true, false, false, true]);
  expect(pieces[2]?.heard).toBe('năm bảy');
});

it('knows which words of the text each piece is', () => {
  expect(piecesOf(spelt).map((one) => [one.at, one.until])).toEqual([[0, 1], [1, 3], [3, 4], [3, 4], [4, 5], [5, 7], [6, 7]]);
});

it('puts what may be meant behind the words that it would replace', () => {
  expect(piecesOf(spelt).map((one) => one.meant)).toEqual([undefined, undefined, { at: 0, text: '75' }, undefined, undefined, undefined, undefined]);
});

it('lays nothing out once somebody has edited the text', () => {
  expect(piecesOf({ ...spelt, text: 'Theo Nghị quyết số 57.' })).toEqual([]);
});
