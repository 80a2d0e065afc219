/** The typeface: two fifths of what a page weighs. On a thin line it must not travel before the words,
 * and the fallback takes the same room, so it is asked for once there is something to read. */
export function bringLetters(): void {
  import('./fonts.css').catch(() => {}); // the fallback stays
}
