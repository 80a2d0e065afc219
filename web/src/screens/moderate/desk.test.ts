import { expect, it } from 'vitest';
import type { AgendaItem } from '../../wire';
import { responsible } from './desk.svelte';

const chairs = [
  { name: 'Chủ', title: 'Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh' },
  { name: 'Trì', title: 'Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh' },
];
const item = (responsible: string): AgendaItem => ({ id: 'm', title: 'Nội dung', responsible });

it('knows the chair by a whole title, not by a part of one', () => {
  expect(responsible(item('Bí thư Tỉnh ủy'), chairs).name).toBe('Chủ');
  expect(responsible(item('Chủ tịch UBND tỉnh'), chairs).name).toBe('Trì');
});
it('leaves the name open where the programme says only who', () =>
  expect(responsible(item('Tổ kỹ thuật; phụ trách điểm cầu'), chairs)).toEqual({ title: 'Tổ kỹ thuật' }));
it('names nobody where nobody is responsible', () => expect(responsible({ id: 'm', title: 'Nghỉ' }, chairs)).toEqual({}));
