import { afterEach, expect, it } from 'vitest';
import { Refusal } from '../link/refusal';
import { en } from './en';
import { language, refusalText, setLanguage, t } from './index';
import { vi } from './vi';

type Words = Record<string, Record<string, string>>;
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();
const all = (words: Words) =>
  Object.entries(words).flatMap(([group, of]) => Object.entries(of).map(([word, text]) => [`${group}.${word}`, text] as const));

afterEach(() => setLanguage('vi'));

it('has the same words with the same holes in both languages', () => {
  const english = new Map(all(en));
  expect([...english.keys()].sort()).toEqual(all(vi).map(([key]) => key).sort());
  for (const [key, text] of all(vi)) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
});

it('keeps the tone: no exclamation marks, no “bạn”, never “từ chối”, composed letters, no blanks at the ends', () => {
  for (const [key, text] of all(vi)) {
    expect([key, text]).not.toEqual([key, '']);
    expect(text, key).not.toMatch(/!|\bbạn\b|từ chối|cuộc họp|\s$|^\s| {2}/i);
    expect(text, key).toBe(text.normalize('NFC'));
  }
});

it('fills holes and changes language', async () => {
  expect(t('queue.no', { no: 3 })).toBe('Số 3');
  await setLanguage('en');
  expect([t('queue.no', { no: 3 }), language.current, document.documentElement.lang]).toEqual(['No. 3', 'en', 'en']);
  expect(localStorage.getItem('caunoi.language')).toBe('en');
});

it('words a refusal', () => {
  expect(refusalText(new Refusal({ code: 'point_limit', message: 'Điểm cầu đã đủ.' }))).toBe('Điểm cầu đã đủ.');
  expect(refusalText(new Refusal({ code: 'offline', message: '' }))).toBe(vi.errors.offline);
  expect(refusalText(new TypeError('x'))).toBe(vi.errors.unexpected);
});
