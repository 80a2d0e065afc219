/** A glossary as people type it: one phrase a line. */

import type { SetGlossary } from '../../wire';

export type Term = SetGlossary['terms'][number];

export interface Typed {
  meant: string;
  heard: string;
  unless: string;
}

export const EMPTY: Typed = { meant: '', heard: '', unless: '' };

const lines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim().replace(/\s+/g, ' ')).filter(Boolean))];

export function typedOf({ meant, heard = [], unless = [] }: Term): Typed {
  return { meant, heard: heard.join('\n'), unless: unless.join('\n') };
}

export function termOf({ meant, heard, unless }: Typed): Term {
  return { meant: meant.trim().replace(/\s+/g, ' '), heard: lines(heard), unless: lines(unless) };
}

/** The first heard phrase of one syllable, which the service would refuse. */
export function tooShort({ heard = [] }: Term): string | undefined {
  return heard.find((phrase) => phrase.split(' ').length < 2);
}

const same = (a: Term, b: Term) => JSON.stringify(typedOf(a)) === JSON.stringify(typedOf(b));

/** `all` with `to` in the place of `from`: without `from` at the end, without `to` nothing there. */
export function changed(all: readonly Term[], from: Term | undefined, to: Term | undefined): Term[] {
  const at = from ? all.findIndex((one) => same(one, from)) : -1;
  const rest = at < 0 ? [...all] : [...all.slice(0, at), ...all.slice(at + 1)];
  const place = at < 0 ? rest.length : at;
  return to ? [...rest.slice(0, place), to, ...rest.slice(place)] : rest;
}
