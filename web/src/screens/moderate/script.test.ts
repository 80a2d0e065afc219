import { expect, it } from 'vitest';
import { type Called, script, standingInSentence } from './script';

const a: Called = {
  person: { name: 'Nguyễn Văn A', title: 'Chủ tịch UBND xã', unit: 'UBND xã Quảng Minh', address: 'đồng chí' },
  place: 'Xã Quảng Minh', venue: false, point: 'p1', kind: 'opinion', topic: 'Hỗ trợ giống cây trồng.',
}; // prettier-ignore
const b: Called = { person: {}, place: 'Phường Hà Khánh', venue: false, point: 'p2', kind: 'opinion' };
const hall: Called = { person: {}, place: 'Điểm cầu chính', venue: true, point: 'v', kind: 'opinion' };

it('invites the named, and tells who prepares', () =>
  expect(script(a, b)).toBe(
    'Kính mời đồng chí Nguyễn Văn A, Chủ tịch UBND xã Quảng Minh, tại Điểm cầu xã Quảng Minh, ' +
      'phát biểu ý kiến về hỗ trợ giống cây trồng; mời Điểm cầu phường Hà Khánh chuẩn bị.',
  ));

it('is natural while the name is missing', () => {
  expect(script(b)).toBe('Kính mời Điểm cầu phường Hà Khánh phát biểu ý kiến.');
  expect(script({ ...b, field: 'Đất đai' })).toBe('Kính mời Điểm cầu phường Hà Khánh phát biểu ý kiến về lĩnh vực đất đai.');
  expect(script(hall)).toBe('Kính mời đại biểu tại Điểm cầu chính phát biểu ý kiến.');
  expect(script({ ...hall, kind: 'reply', person: { unit: 'Sở Nội vụ' } })).toBe('Kính mời đại diện Sở Nội vụ trả lời, làm rõ.');
  expect(script({ ...hall, kind: 'reply', person: { title: 'Giám đốc Sở Y tế' } })).toBe('Kính mời đồng chí Giám đốc Sở Y tế trả lời, làm rõ.');
});

it('says no place for whoever sits in the hall, and their name when they prepare', () => {
  const citizen = { ...hall, person: { name: 'Trần Thị B', address: 'bà' } };
  expect(script(citizen)).toBe('Kính mời bà Trần Thị B phát biểu ý kiến.');
  expect(script(b, citizen)).toMatch(/; mời bà Trần Thị B chuẩn bị\.$/);
  expect(script(b, hall)).toMatch(/; mời đại biểu tiếp theo chuẩn bị\.$/);
});

it('never calls a citizen đồng chí by itself', () =>
  expect(script({ ...a, person: { name: 'Lê C' } })).toMatch(/^Kính mời đại biểu Lê C, tại/));

it('joins a topic that is an act by a colon', () =>
  expect(script({ ...a, topic: 'Đề nghị sửa chữa tuyến đường liên xã' })).toContain(
    'phát biểu ý kiến: đề nghị sửa chữa tuyến đường liên xã.',
  ));

it('says the field where the topic is too long for the ear', () =>
  expect(script({ ...a, topic: 'Nội dung rất dài '.repeat(20), field: 'Giao thông' })).toContain('về lĩnh vực giao thông.'));

it.each([
  [{ title: 'Bí thư Đảng ủy', unit: 'Xã Đồn Đạc' }, 'Bí thư Đảng ủy xã Đồn Đạc'],
  [{ title: 'Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh', unit: 'Tỉnh ủy Quảng Ninh' }, 'Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh, Tỉnh ủy Quảng Ninh'],
  [{ title: 'Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh', unit: 'UBND tỉnh Quảng Ninh' }, 'Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Quảng Ninh'],
  [{ title: 'Giám đốc', unit: 'Sở Nội vụ' }, 'Giám đốc, Sở Nội vụ'],
  [{ unit: 'Xã Hải Hòa' }, 'xã Hải Hòa'],
])('%j is said %s', (person, said) => expect(standingInSentence(person)).toBe(said));

it('keeps abbreviations and names of laws', () => {
  expect(script({ ...a, topic: 'BHYT hộ gia đình' })).toContain('về BHYT hộ gia đình');
  expect(script({ ...a, topic: 'Luật Đất đai năm 2024' })).toContain('về Luật Đất đai năm 2024');
});

it('tells apart two of one point', () =>
  expect(script(a, { ...a, person: { name: 'Vũ D', address: 'ông' } })).toMatch(/; mời ông Vũ D chuẩn bị\.$/));
