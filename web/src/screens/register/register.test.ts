import { expect, test } from 'vitest';
import { daysIn } from './days';
import { asked } from './register';

test('a question leaves out what is empty and repeats what is several', () => {
  expect(asked({})).toBe('');
  expect(asked({ q: '', due: 'soon' })).toBe('?due=soon');
  expect(asked({ q: 'đường liên xã', result: ['noted', '', 'planned'] })).toBe('?q=%C4%91%C6%B0%E1%BB%9Dng+li%C3%AAn+x%C3%A3&result=noted&result=planned');
});

test('days are read as they are written, and what is none is left for the service', () => {
  expect(daysIn('29/4/2026\n 02/5/2026 , 2026-09-01;\n')).toEqual(['2026-04-29', '2026-05-02', '2026-09-01']);
  expect(daysIn('mai')).toEqual(['mai']);
});
