import { expect, it } from 'vitest';
import type { SegmentView } from '../../wire';
import { groupsOf, heightOf, PART } from './groups';
import { nextMark } from './marks';
import { askAhead } from './pages';
import { Script } from './script.svelte';
import { clockTime, wordAt } from './times';

const NOON = 1_000_000;
const line = (at: number, turn = 't1', text = `câu ${at}`): SegmentView => ({ id: `s${at}`, turn, starts: NOON + at, ends: NOON + at + 1, text, version: 1, state: 'heard' });
const lines = (count: number) => Array.from({ length: count }, (_, at) => line(at + 1));
const told = (segments: SegmentView[], count = segments.length) => ({
  segments: Object.fromEntries(segments.map((one) => [one.id, one])), order: segments.map((one) => one.id), count,
}); // prettier-ignore

/** A service that holds `all`, and what was asked of it. */
function service(all: SegmentView[]) {
  const asked: string[] = [];
  const get = (path: string) => {
    asked.push(path);
    const from = Number(new URLSearchParams(path.split('?')[1]).get('from'));
    return Promise.resolve({ segments: all.slice(from, from + 4000), count: all.length });
  };
  return { asked, room: { get } as never };
}

it('fetches a long transcript by itself, every page at once and once only', async () => {
  const all = lines(8700);
  const { asked, room } = service(all);
  const script = new Script(room);
  script.take(told(all.slice(-80), 8700));
  expect(asked.length).toBe(3); // none waits for another
  await expect.poll(() => script.missing).toBe(0);
  expect(asked).toEqual([0, 4000, 8000].map((from) => `/segments?brief=1&from=${from}`));
  expect(script.rows.map((row) => row.id)).toEqual(all.map((row) => row.id));
});

it('takes what was asked for ahead of the view, unless a line came meanwhile', async () => {
  const all = lines(4500);
  const { asked, room } = service(all);
  askAhead(room);
  const script = new Script(room);
  script.take(told(all.slice(-80), 4500));
  await expect.poll(() => script.missing).toBe(0);
  expect(asked).toEqual([0, 4000].map((from) => `/segments?brief=1&from=${from}`));
  all.push(line(4501));
  const later = new Script(room);
  later.take(told(all.slice(-80), 4501));
  await expect.poll(() => later.missing).toBe(0);
  expect(asked.length).toBe(4);
  expect(later.rows.map((row) => row.id)).toEqual(all.map((row) => row.id));
});

it('shows all lines at once where they came before the view', async () => {
  const all = lines(2500);
  const { asked, room } = service(all);
  askAhead(room);
  await Promise.resolve();
  const script = new Script(room);
  script.take(told([...all.slice(-80, -1), { ...line(2500), text: 'đã sửa', version: 2 }], 2500));
  expect([script.rows.length, script.missing, script.seeking]).toEqual([2500, 0, false]);
  expect(script.rows.at(-1)?.text).toBe('đã sửa');
  expect(asked.length).toBe(1);
});

it('asks again only by a person where older lines did not come', async () => {
  const asked: string[] = [];
  const script = new Script({ get: (path: string) => (asked.push(path), Promise.reject(new Error('offline'))) } as never);
  script.take(told(lines(100).slice(-80), 100));
  script.take(told([{ ...line(100), text: 'khác' }], 100));
  await expect.poll(() => script.seeking).toBe(false);
  expect([asked, script.missing]).toEqual([['/segments?brief=1&from=0'], 20]);
  await expect(script.complete()).rejects.toThrow('offline');
});

it('lets go of lines of which others were made, and keeps what came ahead of the view', () => {
  const script = new Script({} as never);
  script.take(told([line(1), line(2), line(3)]));
  script.take(told([line(1), { ...line(3), version: 2 }]));
  expect(script.rows.map((row) => row.id)).toEqual(['s1', 's3']);
  script.take(told([line(1)]));
  expect(script.rows.map((row) => row.id)).toEqual(['s1']);
});

it('lets go of what was split, and of what was made when that is taken back, wherever they stand', () => {
  const script = new Script({} as never);
  script.take(told([line(1), line(2), line(3)]));
  const [a, b] = [{ ...line(2), id: 's4', of: ['s2'] }, { ...line(2), id: 's5', of: ['s2'] }];
  const tail = told([line(3)], 4);
  script.take({ ...tail, segments: { ...tail.segments, s4: a, s5: b } });
  expect(script.rows.map((row) => row.id)).toEqual(['s1', 's4', 's5', 's3']);
  expect(script.madeOf('s2').map((row) => row.id)).toEqual(['s4', 's5']);
  script.take({ ...tail, count: 3, segments: { ...tail.segments, s2: { ...line(2), version: 2 } } });
  expect(script.rows.map((row) => row.id)).toEqual(['s1', 's2', 's3']);
});

it('keeps a line for as long as somebody types into it, whatever became of it', () => {
  const script = new Script({} as never);
  script.take(told([line(1), line(2), line(3)]));
  script.hold('s2');
  script.take(told([line(1), { ...line(2), id: 's4', of: ['s2'] }, line(3)]));
  expect(script.rows.map((row) => row.id)).toEqual(['s1', 's2', 's4', 's3']);
  script.hold('');
  expect(script.rows.map((row) => row.id)).toEqual(['s1', 's4', 's3']);
});

it('draws again only the part in which something changed', () => {
  const rows = lines(4 * PART);
  const before = groupsOf(rows);
  expect(before[0]!.parts.map((part) => part.rows.length)).toEqual([PART, PART, PART, PART]);
  expect(groupsOf([...rows], before)[0]).toBe(before[0]);
  const edited = rows.map((row, at) => (at === PART ? { ...row, version: 2 } : row));
  const after = groupsOf([...edited, line(9000)], before)[0]!;
  expect(after.parts.map((part, at) => part === before[0]!.parts[at])).toEqual([true, false, true, true, false]);
});

it('guesses how high lines will be by their letters', () => {
  expect(heightOf([line(1)], 400)).toBe(31);
  expect(heightOf([{ ...line(1), text: 'x'.repeat(100) }, line(2)], 405)).toBe(31 + 56);
});

it('tells the time of day in the zone of the hall', () => {
  const at = Date.UTC(2026, 5, 1, 23, 59, 8);
  expect([clockTime(at, 420), clockTime(at, 0), clockTime(at, -330)]).toEqual(['06:59:08', '23:59:08', '18:29:08']);
});

it('knows which word is being said', () => {
  expect([50, 100, 250, 999].map((at) => wordAt([100, 200, 300], at))).toEqual([-1, 0, 1, 2]);
});

it('goes from mark to mark, and round', () => {
  const rows = [line(1), { ...line(2), listen: [[0, 1, 'number'], [3, 5, 'name']] as const }, line(3), { ...line(4), listen: [[2, 3, 'negation']] as const }];
  const at = (id: string, word: number) => {
    const found = nextMark(rows, id, word);
    return found && [found.row.id, found.doubt[0]];
  };
  expect([at('', -1), at('s2', -1), at('s2', 0), at('s2', 3), at('s3', -1), at('s4', 2)]).toEqual([['s2', 0], ['s2', 0], ['s2', 3], ['s4', 2], ['s4', 2], ['s2', 0]]);
  expect(nextMark([line(1)], 's1', -1)).toBeUndefined();
});
