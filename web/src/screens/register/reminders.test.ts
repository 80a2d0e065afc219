import { expect, test } from 'vitest';
import type { Found, Query, Register } from './register';
import { byLead, every } from './reminders';

const row = (no: number, lead?: string) => ({ conference: 'h1', title: '', row: { id: `y${no}`, code: '', answer: 'none', result: 'noted', version: 0, ...(lead ? { lead } : {}) } }) as Found;

test('rows stand under their agency, those of nobody first', () => {
  const groups = byLead([row(1), row(2, 'Sở A'), row(3, 'Sở A'), row(4, 'Sở B')]);
  expect(groups.map((one) => [one.agency, one.rows.length])).toEqual([['', 1], ['Sở A', 2], ['Sở B', 1]]);
  expect(byLead([])).toEqual([]);
});

test('paper has every page, also where rows are settled meanwhile', async () => {
  const all = Array.from({ length: 450 }, (_, at) => row(at));
  const asked: string[] = [];
  const reminders = (query: Query) => {
    asked.push(query['first'] as string);
    const first = Number(query['first']);
    return Promise.resolve({ count: first ? 440 : 450, rows: all.slice(first, first + Number(query['limit'])) });
  };
  expect(await every({ reminders } as unknown as Register, {})).toHaveLength(450);
  expect(asked).toEqual(['0', '200', '400']);
});
