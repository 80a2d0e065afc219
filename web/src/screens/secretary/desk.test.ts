import { expect, it } from 'vitest';
import type { OpinionView, SegmentView, View } from '../../wire';
import { Drafts } from './drafts';
import { beyond, gapsOf, proposal } from './gaps';
import { groupsOf } from './groups';
import { inOrder, Script, withoutOpinion, type Word } from './script.svelte';
import { timesOf } from './times';

const segment = (id: string, starts: number, turn = 't1'): SegmentView => ({ id, turn, starts, ends: starts + 1, text: id, version: 1, state: 'heard' });
const told = (segments: SegmentView[], count: number) => ({
  segments: Object.fromEntries(segments.map((one) => [one.id, one])), order: segments.map((one) => one.id), count,
}); // prettier-ignore

it('orders lines as spoken and groups them by turn, again after an interruption', () => {
  const rows = inOrder([segment('s10', 5, 't1'), segment('s2', 5, 't1'), segment('s3', 1, 't1'), segment('s4', 3, 't2')]);
  expect(rows.map((row) => row.id)).toEqual(['s3', 's4', 's2', 's10']);
  expect(groupsOf(rows).map((group) => [group.turn, group.parts.flatMap((part) => part.rows).length])).toEqual([['t1', 1], ['t2', 1], ['t1', 2]]);
});

it('keeps lines that have left the view, and knows how many it never had', () => {
  const script = new Script({} as never);
  script.take(told([segment('s1', 1), segment('s2', 2)], 5));
  script.take(told([segment('s2', 2), segment('s3', 3)], 6));
  expect([script.rows.map((row) => row.id), script.missing]).toEqual([['s1', 's2', 's3'], 3]);
});

it('fetches what passed while the line was lost', async () => {
  const asked: string[] = [];
  const room = { get: (path: string) => (asked.push(path), Promise.resolve({ segments: [segment('s2', 2), segment('s3', 3)] })) };
  const script = new Script(room as never);
  script.take(told([segment('s1', 1)], 1));
  script.take(told([segment('s4', 4)], 4));
  await expect.poll(() => script.rows.length).toBe(4);
  expect([asked, script.rows.map((row) => row.id)]).toEqual([['/segments?brief=1&from=0'], ['s1', 's2', 's3', 's4']]);
});

it('an older answer does not undo a newer text', async () => {
  const stale = { id: 's1', turn: 't1', starts: 1, ends: 2, text: 'old' };
  const script = new Script({ get: () => Promise.resolve({ segments: [stale] }) } as never);
  script.take(told([{ ...segment('s1', 1), text: 'new', version: 2 }], 1));
  await script.refresh('t1');
  expect(script.all.get('s1')?.text).toBe('new');
});

it('lists ended speeches without an opinion', () => {
  const turns = { t1: { id: 't1' }, t2: { id: 't2' } };
  const view = { floor: { turns, order: ['t1', 't2'] }, opinions: { drafts: ['t2', 't9'] } } as unknown as View;
  expect(withoutOpinion(view).map((one) => one.id)).toEqual(['t2']); // t9 has left the view
});

it('computes what is beyond authority, as the service does', () => {
  expect([beyond('province', 'central'), beyond('province', 'province'), beyond('province', 'other'), beyond('commune', 'province'), beyond('province', undefined)])
    .toEqual([true, false, false, true, false]);
});

it('names gaps', () => {
  expect(gapsOf({ summary: 'x', authority: 'province' } as OpinionView)).toEqual(['field']);
});

it('finds the request in what was said, and nothing where there is none', () => {
  expect(proposal('Kính thưa hội nghị, tôi xin đề nghị tỉnh sớm bố trí kinh phí sửa đường. Xin cảm ơn.')).toBe('Đề nghị tỉnh sớm bố trí kinh phí sửa đường.');
  expect(proposal('xin cảm ơn')).toBe('');
});

it('gives edited words their moments', () => {
  const words: Word[] = [['de', 100, 200, 1], ['nghi', 200, 300, 1], ['sua', 600, 700, 1]];
  expect(timesOf('đề nghị sớm sửa ạ', words, 100, 1000)).toEqual([100, 200, 400, 600, 800]);
  expect(timesOf('một hai', [], 0, 300)).toEqual([100, 200]);
});

it('keeps drafts per owner', () => {
  new Drafts('a').set('k', { text: '<b>' });
  expect([new Drafts('a').get('k'), new Drafts('b').get('k')]).toEqual([{ text: '<b>' }, undefined]);
  new Drafts('a').drop('k');
  expect(new Drafts('a').get('k')).toBeUndefined();
});
