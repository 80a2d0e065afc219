/** A list of points as offices have it: pasted from Excel, or a CSV file. All of it or nothing. */

import { fold } from '../../room/find';

export interface Row {
  name: string;
  district: string;
  cluster: string;
  expected: number;
}

export type Fault = 'NoName' | 'Twice' | 'Number' | 'Long' | 'Columns' | 'Many';
/** `row` counts lines from 1, as an editor shows them; `text` or `other` says what about. */
export interface Wrong {
  row: number;
  why: Fault;
  text?: string;
  other?: number;
}

const LINE = 300;
const MANY = 5000;
const HEADS = ['ten', 'ten diem cau', 'diem cau', 'name', 'don vi', 'ten don vi'];

/** Cells of each line. Tab, semicolon or comma, whichever the first line has; quotes as in CSV. */
export function cells(text: string): string[][] {
  const whole = text.replace(/^\uFEFF/, '');
  const first = /^[^\r\n]*/.exec(whole)?.[0] ?? '';
  const between = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const push = () => {
    rows.at(-1)!.push(cell.trim());
    cell = '';
  };
  for (let at = 0; at < whole.length; at++) {
    const letter = whole[at]!;
    if (quoted && letter === '"' && whole[at + 1] === '"') {
      cell += letter;
      at++;
    } else if (letter === '"' && (quoted || !cell.trim())) quoted = !quoted;
    else if (quoted) cell += letter;
    else if (letter === between) push();
    else if (letter === '\n') {
      push();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  push();
  return rows;
}

/** The points of `text`, and every line that is wrong. With any wrong line nothing is imported. */
export function pointsOf(text: string): { rows: Row[]; wrong: Wrong[] } {
  const [rows, wrong]: [Row[], Wrong[]] = [[], []];
  const seen = new Map<string, number>();
  cells(text).forEach(([name = '', district = '', cluster = '', count = '', ...rest], at) => {
    const row = at + 1;
    const empty = ![name, district, cluster, count, ...rest].some(Boolean);
    if (empty || (at === 0 && HEADS.includes(fold(name)))) return;
    const expected = count.replace(/[.\s]/g, '');
    if (!name) wrong.push({ row, why: 'NoName' });
    else if (rest.some(Boolean)) wrong.push({ row, why: 'Columns' });
    else if ([name, district, cluster].some((cell) => cell.length > LINE)) wrong.push({ row, why: 'Long' });
    else if (!/^\d{0,5}$/.test(expected)) wrong.push({ row, why: 'Number', text: count.slice(0, 40) });
    else if (seen.has(fold(name))) wrong.push({ row, why: 'Twice', other: seen.get(fold(name))! });
    seen.set(fold(name), seen.get(fold(name)) ?? row);
    rows.push({ name: name.normalize('NFC'), district: district.normalize('NFC'), cluster: cluster.normalize('NFC'), expected: Number(expected) || 0 });
  });
  if (rows.length > MANY) wrong.push({ row: MANY + 1, why: 'Many' });
  return { rows, wrong };
}

/** A chosen file's text; undefined if it is not UTF-8 (Excel's own ANSI would break every mark). */
export async function textOf(file: Blob): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
