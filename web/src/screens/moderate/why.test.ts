import { expect, it } from 'vitest';
import type { ConferenceView } from '../../wire';
import { reasonText, shifts, whyText } from './why';

const conference = { fields: { LV03: 'Đất đai' } } as unknown as ConferenceView;

it.each([
  [{ code: 'approved' }, 'Đã duyệt'],
  [{ code: 'approved', n: 1 }, 'Chờ duyệt'],
  [{ code: 'point' }, 'Điểm cầu chưa phát biểu'],
  [{ code: 'point', n: 2 }, 'Lượt thứ 3 của điểm cầu'],
  [{ code: 'cluster', n: 1, of: 'Cụm 2' }, 'Lượt thứ 2 của Cụm 2'],
  [{ code: 'field', of: 'LV03' }, 'Ý kiến thứ 1 về Đất đai'],
  [{ code: 'field' }, 'Chưa chọn lĩnh vực'],
  [{ code: 'kind', of: 'back' }, 'Trao đổi lại'],
  [{ code: 'quota', n: 1 }, 'Cụm đã đủ 4 lượt'],
  [{ code: 'by_hand' }, 'Người điều hành chuyển'],
] as const)('%j is told as %s', (reason, said) => expect(reasonText(reason, conference, { quota: 4 })).toBe(said));

it('tells the weightiest first, and nothing where the list is first come, first served', () => {
  expect(whyText([{ code: 'approved' }, { code: 'person', n: 1 }, { code: 'first_come', n: 7 }], conference)).toBe('Đã duyệt · Người đã phát biểu 1 lượt');
  expect(whyText([{ code: 'first_come', n: 7 }], conference)).toBe('');
});

it('counts how far everybody moves', () =>
  expect(shifts(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual([{ id: 'c', up: 2 }, { id: 'a', up: -1 }, { id: 'b', up: -1 }]));
