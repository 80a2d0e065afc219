import { describe, expect, it } from 'vitest';
import { Refusal } from '../../link/refusal';
import { Letter } from './letter.svelte';
import type { OnRow } from './register';

const on = (handIn: () => Promise<{ file: string }>) => ({ register: { handIn }, found: {} }) as unknown as OnRow;
const file = new File(['%PDF-'], 'a.pdf');
const full = () => Promise.reject(new Refusal({ code: 'too_many_papers', message: 'Mục này đã nhận đủ tệp.' }));

describe('the file of an answer', () => {
  it('keeps the name that the row had, where none is chosen', async () => {
    expect(await new Letter().keep(on(full), 'old.pdf')).toBe('old.pdf');
  });

  it('says at the field why it was not taken, until another one is chosen', async () => {
    const letter = new Letter();
    letter.choose(file);
    await expect(letter.keep(on(full))).rejects.toThrow(Refusal);
    expect(letter.wrong).toBe('Mục này đã nhận đủ tệp.');
    letter.choose(file);
    expect(letter.wrong).toBe('');
    expect(await letter.keep(on(async () => ({ file: 'new.pdf' })))).toBe('new.pdf');
  });
});
