import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refusal } from '../link/refusal';
import { type SoundMeta, Uplink } from './uplink';
import { within } from './voice.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A service that keeps chunks in order, and a line that can go. */
class FakeService {
  up = true;
  ms = 50;
  have = -1;
  got: SoundMeta[] = [];
  early = new Set<number>();
  answer: ((meta: SoundMeta) => Refusal | undefined) | undefined;
  flying = 0;
  most = 0;
  send = async (meta: SoundMeta): Promise<number> => {
    this.most = Math.max(this.most, ++this.flying);
    await new Promise((resolve) => setTimeout(resolve, this.ms));
    this.flying--;
    if (!this.up) throw new Error('the line has gone');
    const no = this.answer?.(meta);
    if (no) throw no;
    this.got.push(meta);
    this.early.add(meta.n);
    if (meta.oldest > this.have + 1) this.have = meta.oldest - 1;
    while (this.early.delete(this.have + 1)) this.have++;
    return this.have;
  };
}

function made(more: { kept?: number } = {}) {
  const service = new FakeService();
  const changed = vi.fn();
  const uplink = new Uplink({ source: 'p1', send: service.send, online: () => service.up, changed, ...more });
  let n = 0;
  const capture = (count: number, stream = 's') => {
    for (; count > 0; count--) uplink.push({ stream, n: n++, began: 1000, sound: new ArrayBuffer(1920) });
  };
  return { service, uplink, capture, changed };
}

it('sends in order and forgets what is on disk', async () => {
  const { service, uplink, capture } = made();
  capture(30);
  await vi.advanceTimersByTimeAsync(2000);
  expect(service.got.map((one) => one.n)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  expect(service.got[0]).toEqual({ source: 'p1', stream: 's', n: 0, began: 1000, oldest: 0 });
  expect(uplink.waiting).toBe(0);
});

it('goes on from have + 1 after a lost line, with nothing missing', async () => {
  const { service, uplink, capture } = made();
  capture(10);
  await vi.advanceTimersByTimeAsync(60);
  service.up = false;
  capture(400);
  await vi.advanceTimersByTimeAsync(40_000);
  service.up = true;
  uplink.pump();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(service.have).toBe(409);
  expect(uplink.waiting).toBe(0);
  expect(uplink.lost).toBe(0);
});

it('gives a slow line few chunks at a time', async () => {
  const { service, capture } = made();
  service.ms = 4000;
  capture(100);
  await vi.advanceTimersByTimeAsync(20_000);
  service.most = 0;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(service.most).toBeLessThanOrEqual(3);
});

it('is bounded, and says what it no longer holds', async () => {
  const { service, uplink, capture } = made({ kept: 600 });
  service.up = false;
  capture(1000);
  expect([uplink.waiting, uplink.lost]).toEqual([600, 400]);
  service.up = true;
  uplink.pump();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(service.got[0]).toMatchObject({ n: 400, oldest: 400 });
  expect(service.have).toBe(999);
});

it('drops what came after the turn, keeps what the service could not take now, and stops when refused', async () => {
  const { service, uplink, capture, changed } = made();
  service.answer = ({ n }) => (n === 3 ? new Refusal({ code: 'not_on_floor', message: '', have: 3 }) : undefined);
  capture(4);
  await vi.advanceTimersByTimeAsync(100);
  expect(uplink.waiting).toBe(0);
  service.answer = () => new Refusal({ code: 'unavailable', message: '' });
  capture(2);
  await vi.advanceTimersByTimeAsync(3000);
  expect(uplink.waiting).toBe(2);
  service.answer = () => new Refusal({ code: 'not_your_source', message: '' });
  await vi.advanceTimersByTimeAsync(3000);
  expect(uplink.waiting).toBe(0);
  expect(changed).toHaveBeenCalledWith(0, 'not_your_source');
});

it('knows which sound lies in a turn', () => {
  expect(within([], 1000)).toBe(false);
  expect(within([[1000]], 940)).toBe(false);
  expect(within([[1000]], 941)).toBe(true);
  expect(within([[1000, 5000], [9000]], 5000)).toBe(false);
  expect(within([[1000, 5000], [9000]], 4999)).toBe(true);
  expect(within([[1000, 5000], [9000]], 8941)).toBe(true);
});
