import { expect, it } from 'vitest';
import { type Blank, blanksOf, formsOf, type Offer, pathOf, rowsOf } from './papers';

const offer: Offer = {
  pdf: true,
  papers: [
    { kind: 'minutes', forms: ['docx', 'pdf'], of: '', keys: [] },
    { kind: 'replies', forms: ['docx', 'pdf', 'zip'], of: 'opinion', keys: ['y1', 'y2'] },
    { kind: 'transcript', forms: ['docx', 'pdf', 'json', 'vtt', 'srt'], of: '', keys: [] },
    { kind: 'register', forms: ['xlsx', 'json'], of: '', keys: [] },
  ],
};
const named = (told: Offer, group: 'sign' | 'send' | 'keep') => rowsOf(group, told).map((row) => [row.name, ...row.forms]);

it('groups what the service has, and parts the transcript from its subtitles', () => {
  expect(named(offer, 'sign')).toEqual([['minutes', 'docx', 'pdf']]);
  expect(named(offer, 'send')).toEqual([['replies', 'docx', 'pdf', 'zip']]);
  expect(named(offer, 'keep')).toEqual([['register', 'xlsx', 'json'], ['transcript', 'docx', 'pdf', 'json'], ['captions', 'vtt', 'srt']]);
});

it('offers no PDF where none can be made', () => {
  expect(named({ ...offer, pdf: false }, 'sign')).toEqual([['minutes', 'docx']]);
});

it('takes all letters in a zip, or one of them', () => {
  const [row] = rowsOf('send', offer);
  expect(formsOf(row!, '')).toEqual(['zip']);
  expect(formsOf(row!, 'y2')).toEqual(['docx', 'pdf']);
  expect(pathOf(row!, 'zip', { profile: 'nd30' })).toBe('/documents/replies.zip?profile=nd30');
  expect(pathOf(row!, 'pdf', { key: 'y2' })).toBe('/documents/replies.pdf?opinion=y2');
});

it('names the file of the service, and asks it for a profile only where there is one', () => {
  const [register, transcript, captions] = rowsOf('keep', offer);
  expect(pathOf(register!, 'xlsx', { profile: 'nd30' })).toBe('/documents/register.xlsx');
  expect(pathOf(transcript!, 'docx', { profile: 'dang-hd05' })).toBe('/documents/transcript.docx?profile=dang-hd05');
  expect(pathOf(captions!, 'vtt', {})).toBe('/documents/transcript.vtt');
  expect(pathOf({ name: 'petitions', kind: 'petitions', forms: ['docx'], of: 'body', keys: [] }, 'docx', { key: 'Bộ Y tế & khác' }))
    .toBe('/documents/petitions.docx?body=B%E1%BB%99+Y+t%E1%BA%BF+%26+kh%C3%A1c'); // prettier-ignore
});

it('counts the blanks of a kind, or of one paper of it', () => {
  const blank = (paper: string, key: string): Blank => ({ paper, key, field: 'x', row: '', missing: 'chưa có' });
  const blanks = [blank('minutes', ''), blank('replies', 'y1'), blank('replies', 'y2'), blank('transcript', '')];
  expect(blanksOf({ name: 'replies' }, blanks)).toHaveLength(2);
  expect(blanksOf({ name: 'replies' }, blanks, 'y2')).toEqual([blanks[2]]);
  expect(blanksOf({ name: 'captions' }, blanks)).toEqual([]);
});
