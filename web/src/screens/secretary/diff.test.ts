import { expect, it } from 'vitest';
import { against, merge } from './diff';

it('shows what one text has and the other has not', () => {
  expect(against('sửa đường liên xã', 'sửa cầu liên xã')).toEqual([
    { text: 'sửa ', same: true }, { text: 'đường ', same: false }, { text: 'liên xã', same: true },
  ]); // prettier-ignore
  expect(against('', 'x')).toEqual([]);
});

it('merges edits at different places without a word lost', () => {
  const base = 'kính thưa đồng trí bí thư đề nghị sửa tuyến đường liên sã';
  const mine = 'kính thưa đồng chí bí thư đề nghị sửa tuyến đường liên sã';
  const theirs = 'kính thưa đồng trí bí thư tỉnh ủy đề nghị sửa tuyến đường liên xã';
  expect(merge(base, mine, theirs)).toEqual({ text: 'kính thưa đồng chí bí thư tỉnh ủy đề nghị sửa tuyến đường liên xã', clashes: 0 });
});

it('keeps both where both changed the same words', () => {
  expect(merge('a b c', 'a mine c', 'a theirs c')).toEqual({ text: 'a theirs mine c', clashes: 1 });
  expect(merge('a b', 'a b', 'a b')).toEqual({ text: 'a b', clashes: 0 });
  expect(merge('', 'mine', '')).toEqual({ text: 'mine', clashes: 0 });
  expect(merge('a b', '', 'a b')).toEqual({ text: '', clashes: 0 });
});
