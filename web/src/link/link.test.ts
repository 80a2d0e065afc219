import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command } from '../wire';
import { Link, type LinkOptions } from './link';
import type { Line, LineEvents } from './line';
import { Refusal } from './refusal';

const RAISE: Command = { type: 'RaiseHand', point: 'p1' };
type Asked = { id: string; type: string };

/** A line that a test holds in its hand. */
class FakeLine implements Line {
  connected = false;
  asked: Asked[] = [];
  /** Answers `ask`; undefined = never. */
  answer: (asked: Asked) => unknown = () => undefined;
  clock = () => Date.now();
  handlers = new Map<string, (payload: unknown) => void>();
  #drop: (() => void)[] = [];
  constructor(public events: LineEvents) {}
  on(event: string, handler: (payload: unknown) => void) {
    this.handlers.set(event, handler);
  }
  call(event: string, payload: unknown, ms: number): Promise<unknown> {
    if (event === 'time') return Promise.resolve({ now: this.clock() });
    this.asked.push(payload as Asked);
    const told = this.answer(payload as Asked);
    if (told !== undefined) return Promise.resolve(told);
    return new Promise((_, reject) => {
      const fail = () => reject(new Error('timeout'));
      setTimeout(fail, ms);
      this.#drop.push(fail);
    });
  }
  callBinary = () => Promise.resolve({ have: 0 });
  open() {}
  close() {
    this.connected = false;
  }
  up() {
    this.connected = true;
    this.events.connected();
  }
  down() {
    this.connected = false;
    for (const fail of this.#drop.splice(0)) fail();
    this.events.lost();
  }
}

let line: FakeLine;
function makeLink(more: Partial<LinkOptions> = {}): Link {
  const link = new Link({
    token: 't', conference: 'c', owner: 'point.c.p1', language: () => 'vi',
    receiver: { takeView: vi.fn(), takePatch: vi.fn(), takeMine: vi.fn(), takeHint: vi.fn() },
    changed: vi.fn(),
    line: (_, events) => (line = new FakeLine(events)),
    ...more,
  }); // prettier-ignore
  link.open();
  return link;
}
const ids = () => line.asked.map((one) => one.id);
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => vi.useRealTimers());

it('resolves with the seq', async () => {
  const link = makeLink();
  line.answer = () => ({ seq: 7 });
  line.up();
  await expect(link.ask(RAISE)).resolves.toBe(7);
  expect(link.pending).toBe(0);
  expect(sessionStorage.length).toBe(0);
});

it('waits for the line and then asks', async () => {
  const link = makeLink();
  const asking = link.ask(RAISE);
  await settle(5000);
  expect(line.asked).toEqual([]);
  line.answer = () => ({ seq: 3 });
  line.up();
  await expect(asking).resolves.toBe(3);
});

it('asks again under the same id after a lost line', async () => {
  const link = makeLink();
  line.up();
  const asking = link.ask(RAISE);
  await settle(100);
  line.down();
  await settle(3000);
  line.answer = () => ({ seq: 4 });
  line.up();
  await settle(5000);
  await expect(asking).resolves.toBe(4);
  expect(new Set(ids()).size).toBe(1);
  expect(line.asked.length).toBe(2);
});

it('asks again under the same id when no acknowledgement comes', async () => {
  const link = makeLink();
  line.up();
  const asking = link.ask(RAISE);
  await settle(10_000);
  line.answer = () => ({ seq: 5 });
  await settle(1000);
  await expect(asking).resolves.toBe(5);
  expect(new Set(ids()).size).toBe(1);
});

it.each(['unavailable', 'busy'])('asks again when the service is %s', async (code) => {
  const link = makeLink();
  line.answer = () => (line.asked.length < 3 ? { error: { code, message: '' } } : { seq: 9 });
  line.up();
  const asking = link.ask(RAISE);
  await settle(5000);
  await expect(asking).resolves.toBe(9);
  expect(new Set(ids()).size).toBe(1);
});

it('hands on a refusal with its fields', async () => {
  const link = makeLink();
  line.answer = () => ({ error: { code: 'point_limit', message: 'đủ', limit: 2 } });
  line.up();
  const why = await link.ask(RAISE).catch((error: unknown) => error);
  expect(why).toBeInstanceOf(Refusal);
  expect(why).toMatchObject({ code: 'point_limit', message: 'đủ', fields: { limit: 2 } });
  expect(link.pending).toBe(0);
});

it('a press survives a reload, with its id', async () => {
  void makeLink().ask(RAISE);
  const before = JSON.parse(sessionStorage.getItem('caunoi.pending.point.c.p1') ?? '[]') as Asked[];
  const link = makeLink();
  expect(link.pending).toBe(1);
  line.answer = () => ({ seq: 1 });
  line.up();
  await settle(10);
  expect(ids()).toEqual([before[0]?.id]);
  expect(link.pending).toBe(0);
});

it('tells whoever listens when a restored press is refused; an id reused was ours', async () => {
  void makeLink().ask(RAISE);
  void makeLink().ask({ type: 'LowerHand', request: 'r1' });
  const orphaned = vi.fn();
  const link = makeLink({ orphaned });
  line.answer = ({ type }) => ({ error: { code: type === 'RaiseHand' ? 'command_id_reused' : 'not_waiting', message: '' } });
  line.up();
  await settle(10);
  expect(orphaned.mock.calls.map(([why]) => (why as Refusal).code)).toEqual(['not_waiting']);
  expect(link.pending).toBe(0);
});

it('keeps the order of pressing after a lost line', async () => {
  const link = makeLink();
  void link.ask(RAISE);
  void link.ask({ type: 'LowerHand', request: 'r1' });
  void link.ask({ type: 'CheckIn', point: 'p1', present: 3 });
  line.answer = () => ({ seq: 1 });
  line.up();
  await settle(10);
  expect(line.asked.map((one) => one.type)).toEqual(['RaiseHand', 'LowerHand', 'CheckIn']);
});

it('gives up an act on the floor that nobody would expect any more, but not a registration', async () => {
  const link = makeLink();
  const call = link.ask({ type: 'CallSpeaker' }).catch((why: Refusal) => why.code);
  void link.ask(RAISE);
  await settle(30_000);
  await expect(call).resolves.toBe('too_late');
  expect(link.pending).toBe(1);
});

it('is bounded', async () => {
  const link = makeLink();
  for (let n = 0; n < 50; n++) void link.ask(RAISE);
  await expect(link.ask(RAISE)).rejects.toMatchObject({ code: 'too_many_pending' });
});

it('knows the server clock although ours is two hours off', async () => {
  const link = makeLink();
  line.clock = () => Date.now() + 7_200_000;
  line.up();
  await settle(10);
  expect(Math.abs(link.offset.now() - (Date.now() + 7_200_000))).toBeLessThan(2000);
});

it('tells its state: connecting, connected, lost since, connected, refused', () => {
  const states: string[] = [];
  makeLink({ changed: (state) => states.push(state.kind) });
  line.up();
  line.down();
  line.up();
  line.events.refused({ code: 'expired_token', message: 'hết hạn' });
  line.events.lost();
  expect(states.filter((kind, at) => kind !== states[at - 1])).toEqual([
    'connecting', 'connected', 'lost', 'connected', 'refused',
  ]);
});

it('knocks again when the house is only busy', async () => {
  const link = makeLink();
  const open = vi.spyOn(line, 'open');
  line.events.refused({ code: 'unavailable', message: '' });
  expect(link.state.kind).toBe('lost');
  await settle(3000);
  expect(open).toHaveBeenCalled();
});

it('notices a line that only looks open', async () => {
  const link = makeLink();
  expect(await link.answers(1000)).toBe(false);
  line.up();
  expect(await link.answers(1000)).toBe(true);
  line.call = () => Promise.reject(new Error('timeout'));
  expect(await link.answers(1000)).toBe(false);
});
