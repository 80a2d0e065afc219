/** Which moment a word of a text belongs to: recognised words keep theirs across edits. */

import { shared } from './diff';
import { fold } from '../../room/find';
import type { Word } from './script.svelte';

/** For each word of `text` when it was said, ms; between known words evenly. */
export function timesOf(text: string, words: readonly Word[], starts: number, ends: number): number[] {
  const own = text.match(/\S+/g) ?? [];
  const known = new Map(shared(own.map(fold), words.map((word) => fold(word[0]))).map(([at, word]) => [at, words[word]![1]]));
  const times: number[] = [];
  let [before, beforeAt] = [starts, -1];
  for (let at = 0; at < own.length; at++) {
    const time = known.get(at);
    if (time !== undefined) [before, beforeAt] = [time, at];
    const next = time === undefined ? nextKnown(known, at, own.length, ends) : undefined;
    times.push(next ? before + ((next.time - before) * (at - beforeAt)) / (next.at - beforeAt) : before);
  }
  return times;
}

function nextKnown(known: ReadonlyMap<number, number>, from: number, length: number, ends: number): { at: number; time: number } {
  for (let at = from; at < length; at++) {
    const time = known.get(at);
    if (time !== undefined) return { at, time };
  }
  return { at: length, time: ends };
}

/** A server time to the second, in the hall's zone (minutes from UTC): "08:05:09". */
export function clockTime(ms: number, zone: number): string {
  return new Date(ms + zone * 60_000).toISOString().slice(11, 19);
}

/** Which word is said at `at`: the last that has begun; -1 before the first. */
export function wordAt(times: readonly number[], at: number): number {
  return times.filter((time) => time <= at).length - 1;
}
