import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { codeAsTyped, codeInHash, forget, join, sessionFor, sessions, tidyCode } from './session';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

it.each([
  ['VG26-AXXS', 'VG26AXXS'],
  [' vg26 axxs ', 'VG26AXXS'],
  ['wO6x-5blm', 'W06X5B1M'],
  ['VG26–AXXS', 'VG26AXXS'],
  ['VG26-AXX', ''],
  ['VG26-AXXU', ''],
  ['', ''],
])('reads %j as %j', (typed, code) => expect(tidyCode(typed)).toBe(code));

it('shows a code as it is typed', () => {
  expect(['v', 'vg26', 'vg26a', 'vg26-axxs-too-long'].map(codeAsTyped)).toEqual(['V', 'VG26', 'VG26-A', 'VG26-AXXS']);
});

it('finds the code in a scanned address', () => {
  expect(codeInHash('#VG26-AXXS')).toBe('VG26AXXS');
  expect(codeInHash('#vg26%20axxs')).toBe('VG26AXXS');
  expect(codeInHash('#%')).toBe('');
});

const answers = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })));

it('keeps who joined, for this page and the next visit', async () => {
  answers(200, { token: 'T', role: 'point', conference: 'c', point: 'p1' });
  await join('VG26AXXS', 'vi');
  expect(sessionFor('/point')).toMatchObject({ token: 'T', point: 'p1' });
  expect(sessionFor('/moderate')).toBeUndefined();
  sessionStorage.clear();
  expect(sessions().map((one) => one.role)).toEqual(['point']);
  forget('point');
  expect(sessions()).toEqual([]);
});

it('tells a wrong code, too many tries and no network apart', async () => {
  answers(401, { code: 'bad_code', message: 'không đúng' });
  await expect(join('VG26AXXS', 'vi')).rejects.toMatchObject({ code: 'bad_code' });
  answers(429, { code: 'too_many_attempts', message: '', seconds: 3 });
  await expect(join('VG26AXXS', 'vi')).rejects.toMatchObject({ fields: { seconds: 3 } });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(join('VG26AXXS', 'vi')).rejects.toMatchObject({ code: 'offline' });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>502</html>', { status: 502 })));
  await expect(join('VG26AXXS', 'vi')).rejects.toMatchObject({ code: 'offline' });
});

it('names its machine the same at every join, and keeps the code to take a seat back', async () => {
  const asked: Record<string, unknown>[] = [];
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body) as Record<string, unknown>);
    return Promise.resolve(new Response(JSON.stringify({ token: 'T', role: 'point', conference: 'c', point: 'p1' })));
  });
  await join('VG26AXXS', 'vi');
  sessionStorage.clear(); // another visit
  await join('VG26AXXS', 'vi', true);
  expect(asked[0]).toEqual({ code: 'VG26AXXS', device: asked[1]?.['device'] });
  expect(asked[1]?.['take_over']).toBe(true);
  expect(sessionFor('/point')?.code).toBe('VG26AXXS');
});

it('tells that another machine holds the seat', async () => {
  answers(409, { code: 'device_taken', message: 'đang dùng', since: 1000 });
  await expect(join('VG26AXXS', 'vi')).rejects.toMatchObject({ code: 'device_taken', fields: { since: 1000 } });
});
