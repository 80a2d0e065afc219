import { expect, it } from 'vitest';
import type { OpinionView, RequestView, RollView } from '../../wire';
import { blanksOf, type MinutesTold, whatOf } from './printing';

const whole = { id: 'y1', code: 'YK001', summary: 'a', field: 'LV01', authority: 'province', lead: 'Sở' } as OpinionView;

it('prints the sheet unless something else is asked for', () => {
  expect([whatOf('?what=queue&now'), whatOf('?what=x'), whatOf('')]).toEqual(['queue', 'sheet', 'sheet']);
});

it('lists what an opinion lacks; what goes with another or is a number lacks nothing', () => {
  const rows = [whole, { ...whole, code: 'YK002', summary: '', lead: '' }, { id: 'y3', code: 'YK003', into: 'y1' }, { id: 'y4', code: 'YK004', matter: 'denunciation' }] as OpinionView[];
  const blanks = blanksOf('opinions', { at: 0, rows });
  expect(blanks.map(({ where, blank }) => [where, blank])).toEqual([['YK002', 'summary'], ['YK002', 'lead']]);
});

it('lists who has no name, no topic, no roll call', () => {
  const requests = [{ no: 3, speaker: {}, topic: '' }, { no: 4, speaker: { name: 'An' }, topic: 'x' }] as RequestView[];
  expect(blanksOf('queue', { at: 0, requests }).map(({ where, blank }) => [where, blank])).toEqual([['3', 'name'], ['3', 'topic']]);
  const rolls = [{ id: 'a', name: 'Xã A' }, { id: 'b', name: 'Xã B', present: 0 }, { id: '', name: '' }] as RollView[];
  expect(blanksOf('delegates', { at: 0, rolls }).map(({ where }) => where)).toEqual(['Xã A']);
});

it('finds the gaps that the minutes print', () => {
  const minutes = {
    frame: { heading: { issuer: '[chưa có cơ quan ban hành]' } }, circumstances: ['Địa điểm: [chưa ghi địa điểm].'],
    parts: [{ title: 'I', paragraphs: [{ text: 'đủ', bold: false }] }],
  } as unknown as MinutesTold; // prettier-ignore
  expect(blanksOf('minutes', { at: 0, minutes }).map(({ text }) => text.split(']')[0])).toEqual(['[chưa ghi địa điểm', '[chưa có cơ quan ban hành']);
});
