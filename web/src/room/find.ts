/** Finding a name as people type it: "dondac" → Xã Đồn Đạc, "so noi vu" or "snv" → Sở Nội vụ. */

/** Words that every second name begins with: they may be typed or left out. */
const GENERIC = ['thi tran', 'thi xa', 'dac khu', 'diem cau', 'xa', 'phuong', 'ubnd', 'dang uy'];

/** Lower case, no diacritics, đ as d, single spaces; digits stay. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A folded text without its leading generic words, unless nothing would be left. */
function bare(folded: string): string {
  for (const word of GENERIC) {
    if (folded.startsWith(`${word} `)) return bare(folded.slice(word.length + 1));
  }
  return folded;
}

const packed = (folded: string) => folded.replace(/ /g, '');

interface Entry<T> {
  item: T;
  whole: string;
  bare: string;
  initials: string[];
  words: string[];
}

export class Finder<T> {
  #entries: Entry<T>[];

  /** `name` is what is searched; more than one name may be joined by a comma. */
  constructor(items: readonly T[], name: (item: T) => string) {
    this.#entries = items.map((item) => {
      const folded = fold(name(item));
      const short = bare(folded);
      const initial = (text: string) => text.split(' ').map((word) => word[0] ?? '').join('');
      return {
        item, whole: packed(folded), bare: packed(short),
        initials: [initial(folded), initial(short)], words: folded.split(' '),
      }; // prettier-ignore
    });
  }

  /** The best matches for what was typed, best first; the list as it is for nothing typed. */
  find(typed: string, limit = 20): T[] {
    const folded = fold(typed);
    if (!folded) return this.#entries.slice(0, limit).map((entry) => entry.item);
    const ranked = this.#entries
      .map((entry, place) => ({ entry, place, rank: rank(entry, folded) }))
      .filter(({ rank }) => rank < MISS)
      .sort((a, b) => a.rank - b.rank || a.entry.bare.length - b.entry.bare.length || a.place - b.place);
    return ranked.slice(0, limit).map(({ entry }) => entry.item);
  }
}

const MISS = 9;

/** 0 is the same name; then beginnings, initials, words, anywhere; MISS does not match. */
function rank<T>(entry: Entry<T>, folded: string): number {
  const [typed, short] = [packed(folded), packed(bare(folded))];
  if (entry.whole === typed || entry.bare === typed || entry.bare === short) return 0;
  if (entry.bare.startsWith(typed)) return 1;
  if (entry.whole.startsWith(typed) || entry.bare.startsWith(short)) return 2;
  if (entry.initials.includes(typed)) return 3;
  if (typed.length > 1 && chained(entry.words, typed)) return 4;
  if (allWordsBegin(entry.words, folded.split(' '))) return 5;
  if (entry.whole.includes(typed)) return 6;
  if (short.length > 1 && entry.whole.includes(short)) return 7;
  return typed.length > 1 && entry.words.some((_, at) => chained(entry.words.slice(at), typed)) ? 8 : MISS;
}

/** `typed` is made of the beginnings of words one after another: "syte" is s·y·te of "so y te". */
function chained(words: readonly string[], typed: string): boolean {
  if (!typed) return true;
  const [word = '', ...others] = words;
  for (let length = 1; length <= word.length && word[length - 1] === typed[length - 1]; length++) {
    if (chained(others, typed.slice(length))) return true;
  }
  return false;
}

/** Every typed word begins another word of the name, in any order. */
function allWordsBegin(words: readonly string[], typed: readonly string[]): boolean {
  const left = [...words];
  return typed.every((begin) => {
    const at = left.findIndex((word) => word.startsWith(begin));
    return at >= 0 && left.splice(at, 1).length > 0;
  });
}
