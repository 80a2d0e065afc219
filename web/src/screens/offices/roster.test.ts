import { expect, test } from 'vitest';
import { Refusal } from '../../link/refusal';
import { daysOf } from './days';
import { issuingOf, type Issuing, typedOf as sideOf, wrongForm } from './issuing';
import { agenciesOf, faultsOf, refusedAgency, typedOf } from './roster';

const CARD = { name: 'Sở Xây dựng', code: 'SXD', fields: ['LV06'], address: 'Số 5' };

test('a card is found by its agency, and only one that says more is kept', () => {
  const rows = typedOf(['sở  xây dựng', 'Sở Nội vụ'], [CARD]);
  expect(rows.map(({ code }) => code)).toEqual(['SXD', '']);
  expect(agenciesOf(rows)).toEqual({ agencies: ['sở  xây dựng', 'Sở Nội vụ'], cards: [{ ...CARD, name: 'sở  xây dựng' }] });
});

test('an empty name and what stands twice is told at the row', () => {
  const rows = typedOf(['A', ' ', 'a', 'B'], []).map((row, at) => ({ ...row, code: at === 0 || at === 3 ? 'x' : '' }));
  expect([...faultsOf(rows)]).toEqual([
    [1, { cell: 'name', why: 'Empty' }],
    [2, { cell: 'name', why: 'Twice', row: 1 }],
    [3, { cell: 'code', why: 'Twice', row: 1 }],
  ]);
});

test('a refusal is shown where it belongs, and no other is', () => {
  const inUse = new Refusal({ code: 'agency_in_use', message: 'Đang dùng', agency: 'Sở A' });
  expect(refusedAgency(inUse)).toEqual({ agency: 'Sở A', message: 'Đang dùng' });
  expect(refusedAgency(new Refusal({ code: 'not_allowed', message: '' }))).toBeUndefined();
  expect(wrongForm(new Refusal({ code: 'wrong_form', message: 'Sai', side: 'party' }))).toEqual({ side: 'party', message: 'Sai' });
  expect(wrongForm(new Error())).toBeUndefined();
});

test('what the form of a signer does not show is kept', () => {
  const before: Issuing = {
    issuers: { state: { profile: 'nd30', name: 'UBND', recipients: ['Như trên', 'Sở A'] } },
    signers: { state: { name: 'Hà', title: 'CHỦ TỊCH', unit: 'UBND', address: 'bà' } },
  };
  const typed = { state: { ...sideOf(before, 'state'), signer: ' Dung ', recipients: 'Như trên\n\n Sở B ' }, party: sideOf(before, 'party') };
  const made = issuingOf(typed, before);
  expect(made.signers.state).toEqual({ name: 'Dung', title: 'CHỦ TỊCH', unit: 'UBND', address: 'bà' });
  expect(made.issuers.state).toMatchObject({ name: 'UBND', recipients: ['Như trên', 'Sở B'] });
});

test('days are checked as they are typed', () => {
  expect(daysOf('17/02/2026\n2026-02-18', '14/02/2026')).toEqual({ calendar: { off: ['2026-02-17', '2026-02-18'], worked: ['2026-02-14'] } });
  expect(daysOf('30/02/2026', '')).toEqual({ wrong: { field: 'off', why: 'badDay', day: '30/02/2026' } });
  expect(daysOf('17/02/2026', 'mai')).toEqual({ wrong: { field: 'worked', why: 'badDay', day: 'mai' } });
  expect(daysOf('17/02/2026', '17/02/2026')).toEqual({ wrong: { field: 'worked', why: 'both', day: '17/02/2026' } });
  expect(daysOf('17/02/2025', '', 2026)).toEqual({ wrong: { field: 'off', why: 'otherYear', day: '17/02/2025' } });
});
