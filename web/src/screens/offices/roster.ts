/** A conference's agencies as they are typed, and what is wrong with them. */

import { Refusal } from '../../link/refusal';
import type { AgencyCard } from '../../wire';

export interface Typed {
  key: number;
  name: string;
  code: string;
  fields: readonly string[];
  address: string;
}

export type Fault = { cell: 'name' | 'code'; why: 'Empty' } | { cell: 'name' | 'code'; why: 'Twice'; row: number };

const fold = (text: string) => text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');

export function typedOf(agencies: readonly string[], cards: readonly AgencyCard[]): Typed[] {
  const known = new Map(cards.map((card) => [fold(card.name), card]));
  return agencies.map((name, key) => {
    const { code = '', fields = [], address = '' } = known.get(fold(name)) ?? { name };
    return { key, name, code, fields, address };
  });
}

/** By the row's place; the first fault of each. */
export function faultsOf(rows: readonly Typed[]): Map<number, Fault> {
  const faults = new Map<number, Fault>();
  rows.forEach((row, at) => {
    if (!row.name.trim()) faults.set(at, { cell: 'name', why: 'Empty' });
    for (const cell of ['name', 'code'] as const) {
      const text = fold(row[cell]);
      const first = text ? rows.findIndex((one) => fold(one[cell]) === text) : at;
      if (first < at && !faults.has(at)) faults.set(at, { cell, why: 'Twice', row: first + 1 });
    }
  });
  return faults;
}

/** A card stands for an agency of which more is said than its name. */
export function agenciesOf(rows: readonly Typed[]): { agencies: string[]; cards: AgencyCard[] } {
  const cards = rows
    .map(({ name, code, fields, address }) => ({ name: name.trim(), code: code.trim(), fields, address: address.trim() }))
    .filter(({ code, fields, address }) => code || fields.length || address);
  return { agencies: rows.map(({ name }) => name.trim()), cards };
}

/** The agency that a refusal is about, and what it says; undefined for every other error. */
export function refusedAgency(error: unknown): { agency: string; message: string } | undefined {
  if (!(error instanceof Refusal) || !['agency_in_use', 'agency_twice'].includes(error.code)) return undefined;
  return { agency: String(error.fields['agency'] ?? ''), message: error.message };
}
