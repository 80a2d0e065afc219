import { type Vietnamese, vi } from './vi';

export type Language = 'vi' | 'en';

/** All keys, "group.word". */
export type Key = { [G in keyof Vietnamese]: `${G & string}.${keyof Vietnamese[G] & string}` }[keyof Vietnamese];

type WordOf<K extends Key> = K extends `${infer G}.${infer W}`
  ? G extends keyof Vietnamese
    ? W extends keyof Vietnamese[G]
      ? Vietnamese[G][W]
      : never
    : never
  : never;

/** The names of the holes in a text. */
type Holes<S> = S extends `${string}{${infer N}}${infer R}` ? N | Holes<R> : never;
type Filling<K extends Key> = [Holes<WordOf<K>>] extends [never]
  ? []
  : [values: Readonly<Record<Holes<WordOf<K>>, string | number>>];

/** English, or any other language, has the same words. */
export type Dictionary = { readonly [G in keyof Vietnamese]: { readonly [W in keyof Vietnamese[G]]: string } };

const STORED = 'caunoi.language';
let words = $state.raw<Dictionary>(vi);
let current = $state.raw<Language>('vi');

export const language = {
  get current(): Language {
    return current;
  },
};

/** The language chosen in this browser before; Vietnamese at first. */
export function storedLanguage(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

/** Change every word on the screen, and remember it. English is fetched when first needed. */
export async function setLanguage(to: Language): Promise<void> {
  words = to === 'en' ? (await import('./en')).en : vi;
  current = to;
  document.documentElement.lang = to;
  try {
    localStorage.setItem(STORED, to);
  } catch {
    // Not remembered, then.
  }
}

/** The word for `key` in the current language, holes filled. Reactive. */
export function t<K extends Key>(key: K, ...[values]: Filling<K>): string {
  const [group = '', word = ''] = key.split('.');
  const text = (words as Readonly<Record<string, Readonly<Record<string, string>>>>)[group]?.[word] ?? key;
  return values ? fill(text, values) : text;
}

/** `text` with its holes filled; a hole without a value is left empty. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
