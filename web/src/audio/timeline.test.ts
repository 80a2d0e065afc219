import { expect, it } from 'vitest';
import { CHUNK_MS, Timeline } from './timeline';

/** Chunk `n` captured from 5 s of the sound clock on, which is `offset` ms behind the page's. */
const placed = (line: Timeline, n: number, late = 0, offset = 70_000) =>
  line.place(5 + (n * CHUNK_MS) / 1000, 5000 + offset + (n + 1) * CHUNK_MS + late);

it('numbers chunks and knows when the first was captured', () => {
  const line = new Timeline();
  const places = Array.from({ length: 20 }, (_, n) => placed(line, n));
  expect(places.map((one) => one.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(new Set(places.map((one) => one.stream)).size).toBe(1);
  expect(places[19]?.began).toBeCloseTo(75_000, 6);
});

it('takes a busy page for what it is: chunks that come late were not captured late', () => {
  const line = new Timeline();
  for (let n = 0; n < 10; n++) placed(line, n, n % 3);
  let last;
  // three seconds of a blocked page: what waited comes in one burst
  for (let n = 10; n < 40; n++) last = line.place(5 + (n * CHUNK_MS) / 1000, 5000 + 70_000 + 41 * CHUNK_MS);
  expect(last).toMatchObject({ n: 39, began: 75_000 });
});

it('begins a new stream after a sleep', () => {
  const line = new Timeline();
  const first = placed(line, 0);
  for (let n = 1; n < 10; n++) placed(line, n);
  let last = first;
  for (let n = 10; n < 30; n++) last = placed(line, n, 60_000);
  expect(last.stream).not.toBe(first.stream);
  expect(last.began + last.n * CHUNK_MS).toBeCloseTo(75_000 + 29 * CHUNK_MS + 60_000, 0);
});

it('keeps a beginning that was told, until the clocks are too far apart', () => {
  const line = new Timeline();
  const first = placed(line, 0, 40);
  line.pin(first.stream, first.began);
  expect(placed(line, 1, 0)).toMatchObject({ stream: first.stream, began: 75_040 });
  let last = first;
  for (let n = 2; n < 4000; n++) last = placed(line, n, n * 0.1); // a clock that runs 0.1 % slow
  expect(last.stream).not.toBe(first.stream);
});
