import { afterEach, expect, it, vi } from 'vitest';
import { browserOf, dayOf, reach } from './measure';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36', 'Chrome', 109],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/118.0.2088.46', 'Edge', 118],
])('knows %s', (agent, name, version) => expect(browserOf(agent)).toEqual({ name, version }));

it('knows no other browser', () => {
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0; rv:109.0) Gecko/20100101 Firefox/118.0')).toBeUndefined();
});

it('measures the way and the clock, or says that nobody answers', async () => {
  const ahead = () => new Date(Date.now() + 7_200_000).toUTCString();
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { headers: { Date: ahead() } })));
  const found = await reach();
  expect(Math.abs((found?.ahead ?? 0) - 7_200_000)).toBeLessThan(1500);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await reach()).toBeUndefined();
});

it('writes a day as it is read', () => expect(dayOf(Date.UTC(2026, 10, 2))).toBe('02/11/2026'));
