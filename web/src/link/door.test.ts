import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

/** The door of a page at `address`, what it asked, and with which token. The service answers with `status`. */
async function opened(address: string, status = 200) {
  const asked: [string, string | undefined][] = [];
  vi.stubGlobal('fetch', (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push([url, headers['Authorization']]);
    const told = url === '/api/join' ? { token: 'T', role: 'secretary', conference: 'c' } : { segments: [], count: 0 };
    return Promise.resolve(new Response(JSON.stringify(told), { status }));
  });
  history.replaceState(null, '', address);
  vi.resetModules();
  return { door: await import('./door'), asked };
}

it('takes a code to the service, and asks for the lines that the desk reads beside its view', async () => {
  const { door, asked } = await opened('/secretary#VG26-AXXS');
  const answer = await door.beside();
  expect(asked).toEqual([['/api/join', undefined], ['/api/conferences/c/segments?brief=1&from=0', 'Bearer T']]);
  expect(await answer?.json()).toEqual({ segments: [], count: 0 });
  expect(door.beside()).toBeUndefined();
  expect(await (await door.knock('VG26AXXS', 'vi')).json()).toMatchObject({ token: 'T' });
});

it('asks for nothing beside on other pages, without a code, and where the code was refused', async () => {
  for (const address of ['/moderate#VG26-AXXS', '/secretary']) {
    const { door, asked } = await opened(address);
    expect(door.beside()).toBeUndefined();
    expect(asked.length).toBe(address.includes('#') ? 1 : 0);
  }
  const { door, asked } = await opened('/secretary#VG26-AXXS', 401);
  expect((await door.beside())?.ok).toBe(false);
  expect(asked.length).toBe(1);
});
