import { expect, it } from 'vitest';
import type { OpinionView, SegmentView } from '../../../wire';
import { wordsOf } from './words';

const row = { id: 'y1', text: 'một hai', segments: ['s1', 's2'] } as unknown as OpinionView;
const lines = (...texts: string[]) => new Map(texts.map((text, at) => [`s${at + 1}`, { text } as SegmentView]));

it('follows the lines that the row was made of', () => {
  expect(wordsOf(row, lines('Một', 'hai, ba.'))).toBe('Một hai, ba.');
});

it('keeps what was logged where a line is not here, the content was withdrawn, or nothing was chosen', () => {
  expect(wordsOf(row, lines('Một'))).toBe('một hai');
  expect(wordsOf({ ...row, withdrawn: true, text: '' } as OpinionView, lines('Một', 'hai'))).toBe('');
  expect(wordsOf({ ...row, segments: [] }, lines('Một', 'hai'))).toBe('một hai');
});
