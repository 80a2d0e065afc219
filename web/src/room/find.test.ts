import { expect, it } from 'vitest';
import { Finder, fold } from './find';

const NAMES = [
  'Hội trường trung tâm tỉnh', 'Xã Đồn Đạc', 'Xã Đầm Hà', 'Phường Bãi Cháy', 'Phường Hà Lầm', 'Phường Hồng Hà',
  'Sở Nội vụ', 'Sở Nông nghiệp và Môi trường', 'Sở Y tế', 'Sở Xây dựng', 'Đặc khu Vân Đồn', 'Đặc khu Cô Tô',
  'Xã Quảng Hà', 'Xã Hải Hòa', 'Ban Dân vận Tỉnh ủy', 'Xã Quảng Minh', 'Phường Quảng Yên',
]; // prettier-ignore
const finder = new Finder(NAMES, (name) => name);
const first = (typed: string) => finder.find(typed)[0];

it.each([
  ['dondac', 'Xã Đồn Đạc'],
  ['don dac', 'Xã Đồn Đạc'],
  ['xadondac', 'Xã Đồn Đạc'],
  ['Đồn Đ', 'Xã Đồn Đạc'],
  ['so noi vu', 'Sở Nội vụ'],
  ['noi vu', 'Sở Nội vụ'],
  ['snv', 'Sở Nội vụ'],
  ['syte', 'Sở Y tế'],
  ['soyte', 'Sở Y tế'],
  ['bai chay', 'Phường Bãi Cháy'],
  ['phuong baichay', 'Phường Bãi Cháy'],
  ['vandon', 'Đặc khu Vân Đồn'],
  ['dvtu', 'Ban Dân vận Tỉnh ủy'],
  ['qm', 'Xã Quảng Minh'],
  ['hoi truong', 'Hội trường trung tâm tỉnh'],
  ['moi truong', 'Sở Nông nghiệp và Môi trường'],
  ['minh quang', 'Xã Quảng Minh'],
])('%j finds %s first', (typed, name) => expect(first(typed)).toBe(name));

it('prefers beginnings to middles', () => {
  expect(finder.find('ha').slice(0, 2)).toEqual(['Phường Hà Lầm', 'Xã Hải Hòa']);
  expect(finder.find('ha')).toContain('Xã Đầm Hà');
});

it('does not care how the diacritics are encoded', () => {
  expect(fold('Đồn Đạc'.normalize('NFD'))).toBe(fold('Đồn Đạc'));
  expect(finder.find('Đầm Hà'.normalize('NFD'))[0]).toBe('Xã Đầm Hà');
});

it('finds nothing for nonsense and the head of the list for nothing', () => {
  expect(finder.find('zzz')).toEqual([]);
  expect(finder.find('', 2)).toEqual(NAMES.slice(0, 2));
});

it('is quick enough for 5,000 names', () => {
  const many = new Finder(Array.from({ length: 5000 }, (_, n) => `Xã Đồn Đạc ${n}`), (name) => name);
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    many.find('don dac 49');
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(200); // the others may have waited for the machine
});
