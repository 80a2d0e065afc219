/** Captions as two quiet lines. Pure. */

export const WIDTH = 42;
export const LINES = 2;

/**
 * The last `lines` lines of `parts`, each of at most `width` characters. Every part begins a line of
 * its own, so that a line once shown never breaks anew when an older part goes. A word longer than a
 * line is cut.
 */
export function captionLines(parts: readonly string[], width = WIDTH, lines = LINES): string[] {
  return parts.flatMap((part) => wrap(part, width)).slice(-lines);
}

function wrap(text: string, width: number): string[] {
  const made: string[] = [];
  let line = '';
  for (const word of text.normalize('NFC').split(/\s+/).filter(Boolean).flatMap((one) => cut(one, width))) {
    if (line && line.length + 1 + word.length > width) {
      made.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return line ? [...made, line] : made;
}

function cut(word: string, width: number): string[] {
  const letters = [...word];
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; at += width) pieces.push(letters.slice(at, at + width).join(''));
  return pieces;
}
