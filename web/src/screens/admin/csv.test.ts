import { expect, it } from 'vitest';
import { cells, pointsOf, textOf } from './csv';
import { fieldsOf, peopleOf, planOf, template } from './plan';

it('reads commas, semicolons, tabs, quotes, a byte order mark', () => {
  expect(cells('\uFEFFa;"b;""c""";d\r\n1;2;3')).toEqual([['a', 'b;"c"', 'd'], ['1', '2', '3']]);
  expect(cells('x\ty, z')).toEqual([['x', 'y, z']]);
  expect(cells('"a\nb",c')).toEqual([['a\nb', 'c']]);
});

it('takes points, leaves out the head and empty lines', () => {
  const { rows, wrong } = pointsOf('Tên điểm cầu,Huyện,Cụm,Đại biểu\nXã Đồn Đạc,Ba Chẽ,Cụm 1,"1.250"\n\nPhường Bãi Cháy\n');
  expect(wrong).toEqual([]);
  expect(rows).toEqual([
    { name: 'Xã Đồn Đạc', district: 'Ba Chẽ', cluster: 'Cụm 1', expected: 1250 },
    { name: 'Phường Bãi Cháy', district: '', cluster: '', expected: 0 },
  ]);
});

it('names every wrong line', () => {
  const { wrong } = pointsOf(`Xã A,,,x\n,Huyện\nXã B\nxã b\nXã C,1,2,3,4\n${'d'.repeat(301)}`);
  expect(wrong).toEqual([
    { row: 1, why: 'Number', text: 'x' }, { row: 2, why: 'NoName' }, { row: 4, why: 'Twice', other: 3 },
    { row: 5, why: 'Columns' }, { row: 6, why: 'Long' },
  ]); // prettier-ignore
});

it('refuses a file that is not UTF-8', async () => {
  expect(await textOf(new Blob([new Uint8Array([0xd0, 0x69, 0x20, 0xff])]))).toBeUndefined();
  expect(await textOf(new Blob(['Đồn Đạc']))).toBe('Đồn Đạc');
});

it('makes a plan with a hall, numbered points and the default agenda', () => {
  const made = planOf({ ...template(), title: ' Hội nghị <b>đối thoại</b> ', csv: 'Xã A,,,3\nXã B', chairs: 'Nguyễn Văn A; Bí thư; Tỉnh ủy\n' });
  expect(made.plan).toMatchObject({ title: 'Hội nghị <b>đối thoại</b>', rules: { speech: 300, reply: 180, warn: 60, waiting_per_point: 2 } });
  expect(made.plan.points?.map((point) => [point.id, point.kind, point.expected])).toEqual([['hall', 'venue', 0], ['p001', 'commune', 3], ['p002', 'commune', 0]]);
  expect([made.plan.agenda?.length, made.plan.fields?.length, made.people?.chairs]).toEqual([5, 22, [{ name: 'Nguyễn Văn A', title: 'Bí thư', unit: 'Tỉnh ủy', address: 'đồng chí' }]]);
});

it('finds wrong fields', () => {
  expect(fieldsOf('LV01 Đảng\nLV02')).toEqual({ fields: [{ code: 'LV01', name: 'Đảng' }], wrong: 2 });
  expect(fieldsOf('LV01 a\nLV01 b').wrong).toBe(2);
  expect(peopleOf('\n;x')).toEqual([]);
});
