import { expect, it } from 'vitest';
import type { OpinionView } from '../../../wire';
import { gapsOf, localDay, standing } from '../gaps';
import { offered } from './suggested';

const nothing = { summary: '', field: '', authority: '', kind: '' } as const;

it('offers only what nobody has set', () => {
  const meant = { field: 'LV06', authority: 'province', kind: 'petition', why: ['tuyến đường'] } as const;
  expect(offered(meant, nothing)).toEqual({ ...meant });
  expect(offered(meant, { ...nothing, field: 'LV03' })).toEqual({ authority: 'province', kind: 'petition', why: ['tuyến đường'] });
  expect(offered(meant, { summary: '', field: 'LV03', authority: 'commune', kind: 'report' })).toBeUndefined();
  expect(offered({}, nothing)).toBeUndefined();
});

const row = { id: 'y1', code: 'YK001', speaker: {}, text: '', beyond: false, answer: 'none', result: 'noted', version: 1 } as const satisfies OpinionView;

it('says how a deadline stands on a day', () => {
  const due = { ...row, due: '2024-05-06', soon: '2024-05-02' };
  expect(['2024-05-01', '2024-05-02', '2024-05-06', '2024-05-07'].map((day) => standing(due, day))).toEqual(['', 'soon', 'soon', 'overdue']);
  expect(standing(row, '2030-01-01')).toBe('');
});

it('takes the day of the hall', () => {
  const late = Date.UTC(2026, 0, 1, 18);
  expect([localDay(late, 420), localDay(late, 0)]).toEqual(['2026-01-02', '2026-01-01']);
});

it('misses nothing in a number or a duplicate', () => {
  expect(gapsOf(row)).toEqual(['summary', 'field', 'authority']);
  expect(gapsOf({ ...row, matter: 'denunciation' })).toEqual([]);
  expect(gapsOf({ ...row, into: 'y2' })).toEqual([]);
});
