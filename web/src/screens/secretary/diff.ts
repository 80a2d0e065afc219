/** Two texts word by word, and the merging of two edits of the same text. */

export interface Piece {
  text: string;
  same: boolean;
}

/** Words with the white space that follows them. */
const words = (text: string) => text.match(/\S+\s*/g) ?? [];

/** Pairs of places (in `a`, in `b`) of the words that both share, in order. */
export function shared(a: readonly string[], b: readonly string[]): [number, number][] {
  const key = (word: string) => word.trim();
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const same = key(a[i]!) === key(b[j]!);
      longest[i]![j] = same ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (key(a[i]!) === key(b[j]!)) pairs.push([i++, j++]);
    else if (longest[i + 1]![j]! >= longest[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** `text` in pieces: what it shares with `other`, and what it does not. */
export function against(text: string, other: string): Piece[] {
  const own = words(text);
  const same = new Set(shared(own, words(other)).map(([at]) => at));
  const pieces: Piece[] = [];
  own.forEach((word, at) => {
    const last = pieces.at(-1);
    if (last && last.same === same.has(at)) last.text += word;
    else pieces.push({ text: word, same: same.has(at) });
  });
  return pieces;
}

/**
 * Both edits of `base` in one text. Where they touch the same words differently both stay, theirs
 * first, and it is counted: nothing is lost.
 */
export function merge(base: string, mine: string, theirs: string): { text: string; clashes: number } {
  const [b, m, t] = [words(base), words(mine), words(theirs)];
  const inMine = new Map(shared(b, m));
  const inTheirs = new Map(shared(b, t));
  const anchors = b.map((_, at) => at).filter((at) => inMine.has(at) && inTheirs.has(at));
  let [atB, atM, atT, clashes] = [0, 0, 0, 0];
  const out: string[] = [];
  for (const anchor of [...anchors, b.length]) {
    const [endM, endT] = [inMine.get(anchor) ?? m.length, inTheirs.get(anchor) ?? t.length];
    const chunk = pick(b.slice(atB, anchor), m.slice(atM, endM), t.slice(atT, endT));
    out.push(...chunk.words);
    clashes += chunk.clash ? 1 : 0;
    if (anchor < b.length) out.push(m[endM]!);
    [atB, atM, atT] = [anchor + 1, endM + 1, endT + 1];
  }
  return { text: out.map((word) => (/\s$/.test(word) ? word : `${word} `)).join('').trim(), clashes };
}

function pick(base: string[], mine: string[], theirs: string[]): { words: string[]; clash: boolean } {
  const flat = (of: string[]) => of.map((word) => word.trim()).join(' ');
  if (flat(mine) === flat(theirs) || flat(theirs) === flat(base)) return { words: mine, clash: false };
  if (flat(mine) === flat(base)) return { words: theirs, clash: false };
  return { words: [...theirs, ...mine], clash: true };
}
