import { expect, it, vi } from 'vitest';
import { Refusal } from '../../link/refusal';
import { toasts } from '../../parts/toasts.svelte';
import type { Room } from '../../room/room.svelte';
import type { Command, TurnView } from '../../wire';
import { Desk } from './desk.svelte';

const request = (id: string) => ({ id, no: Number(id.slice(1)), point: 'p', place: 'Xã A', speaker: {}, kind: 'opinion', state: 'waiting', raised_at: 1 });
const turn = (id: string, more: Partial<TurnView> = {}): TurnView => ({ id, kind: 'speech', stage: 'speaking', point: 'p', place: 'Xã A', speaker: {}, spans: [], ...more });

function deskWith(refused?: string, turns: TurnView[] = []): { desk: Desk; asked: Command[] } {
  const asked: Command[] = [];
  const view = {
    conference: { stage: 'open', rules: {}, chairs: [], agenda: [] },
    floor: { turns: Object.fromEntries(turns.map((one) => [one.id, one])), order: turns.map((one) => one.id), coming: [], suspended: [], count: turns.length },
    queue: { requests: Object.fromEntries(['r1', 'r2', 'r3'].map((id) => [id, request(id)])), order: ['r1', 'r2', 'r3'], count: 3, version: 7 },
  };
  const room = {
    view,
    state: { kind: 'connected' },
    ask: async (command: Command) => {
      asked.push(command);
      if (refused) throw new Refusal({ code: refused, message: refused, segments: 2 });
    },
  } as unknown as Room;
  return { desk: new Desk(room), asked };
}

it('moves up before the one above, down before the one after the next, and names the arrangement seen', async () => {
  const { desk, asked } = deskWith();
  await desk.shift('r2', -1);
  await desk.shift('r1', 1);
  await desk.shift('r2', 1);
  expect(asked).toEqual([
    { type: 'MoveRequest', request: 'r2', version: 7, before: 'r1' },
    { type: 'MoveRequest', request: 'r1', version: 7, before: 'r3' },
    { type: 'MoveRequest', request: 'r2', version: 7 },
  ]);
});

it('moves nobody beyond the ends, nor before themselves', async () => {
  const { desk, asked } = deskWith();
  await desk.shift('r1', -1);
  await desk.shift('r3', 1);
  await desk.shift('r9', 1);
  await desk.place('r1', 'r1');
  expect(asked).toEqual([]);
});

it('tells a stale move in words, and passes other refusals on', async () => {
  const tell = vi.spyOn(toasts, 'tell');
  await deskWith('stale_version').desk.place('r3', 'r1');
  expect(tell).toHaveBeenCalledWith(expect.stringContaining('chưa chuyển'), 'warn');
  await expect(deskWith('not_waiting').desk.place('r3', 'r1')).rejects.toThrow('not_waiting');
});

it('asks whose the words are before a call is undone', async () => {
  const { desk } = deskWith('words_heard');
  await desk.undo(turn('t1'));
  expect(desk.sheet).toMatchObject({ kind: 'undo', segments: 2 });
});

it('can undo the last call only, while it stands', () => {
  expect(deskWith('', [turn('t1'), turn('t2', { stage: 'withdrawn' })]).desk.lastCall?.id).toBe('t1');
  expect(deskWith('', [turn('t1', { stage: 'ended' })]).desk.lastCall).toBeUndefined();
  expect(deskWith('', [turn('t1', { matter: 'complaint' })]).desk.lastCall).toBeUndefined();
});

it('merges two or more that still wait', () => {
  const { desk } = deskWith();
  desk.pick('r1');
  desk.pick('r9');
  desk.merge();
  expect(desk.sheet).toBeUndefined();
  desk.pick('r3');
  desk.merge();
  expect(desk.sheet).toEqual({ kind: 'merge', requests: ['r1', 'r3'] });
});
