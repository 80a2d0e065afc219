import type { Vietnamese } from './vi';

export type Language = 'vi' | 'en';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** All keys of a dictionary, "group.word". */
export type KeyOf<D> = { [G in keyof D]: `${G & string}.${keyof D[G] & string}` }[keyof D];

type WordOf<D, K> = K extends `${infer G}.${infer W}`
  ? G extends keyof D
    ? W extends keyof D[G]
      ? D[G][W]
      : never
    : never
  : never;

/** The names of the holes in a text. */
type Holes<S> = S extends `${string}{${infer N}}${infer R}` ? N | Holes<R> : never;
type Filling<S> = [Holes<S>] extends [never] ? [] : [values: Readonly<Record<Holes<S>, string | number>>];

/** English, or any other language, has the same words. */
export type Dictionary = { readonly [G in keyof Vietnamese]: { readonly [W in keyof Vietnamese[G]]: string } };

const STORED = 'caunoi.language';
/** Every word in the language that was chosen, where that is not Vietnamese. */
let chosen = $state.raw<Dictionary | undefined>();
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
  chosen = to === 'en' ? (await import('./en')).en : undefined;
  current = to;
  document.documentElement.lang = to;
  try {
    localStorage.setItem(STORED, to);
  } catch {
    // Not remembered, then.
  }
}

/** The word for `key` in the current language, holes filled. Reactive. */
export type Speaker<D> = <K extends KeyOf<D>>(key: K, ...values: Filling<WordOf<D, K>>) => string;

/** Speaks the words of `vietnamese` and no others: a page brings only what it says. */
export function speaker<D extends Words>(vietnamese: D): Speaker<D> {
  return (key, ...[values]) => {
    const [group = '', word = ''] = key.split('.');
    const text = ((chosen ?? vietnamese) as Words)[group]?.[word] ?? key;
    return values ? fill(text, values) : text;
  };
}

/** `text` with its holes filled; a hole without a value is left empty. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
