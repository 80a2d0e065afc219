import { expect, it } from 'vitest';
import { placeInSentence, rankLower } from './places';

it.each([
  ['Xã Đồn Đạc', 'Điểm cầu xã Đồn Đạc'],
  ['Thị trấn Tiên Yên', 'Điểm cầu thị trấn Tiên Yên'],
  ['Đặc khu Cô Tô', 'Điểm cầu đặc khu Cô Tô'],
  ['Điểm cầu chính', 'Điểm cầu chính'],
  ['Điểm cầu xã Liên Vị', 'Điểm cầu xã Liên Vị'],
  ['Hội trường trung tâm tỉnh', 'Hội trường trung tâm tỉnh'],
  ['Sở Nội vụ', 'Điểm cầu Sở Nội vụ'],
])('%s is %s in a sentence', (name, said) => expect(placeInSentence(name)).toBe(said));

it('leaves offices as they are written', () => {
  expect(rankLower('Tỉnh ủy Quảng Ninh')).toBe('Tỉnh ủy Quảng Ninh');
  expect(rankLower('Thành phố Hạ Long')).toBe('thành phố Hạ Long');
});
