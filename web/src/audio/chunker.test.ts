import { expect, it } from 'vitest';
import { CHUNK, Chunker } from './chunker';
import { decibels, Level, QUIET } from './level';

it('makes chunks of 960 samples with times of their own', () => {
  const chunker = new Chunker(48_000, 12.5);
  const block = new Float32Array(128).fill(0.25);
  const chunks = Array.from({ length: 1200 }, () => chunker.push([block], 128)).flat();
  expect(chunks.length).toBe(53); // 3.2 s, less what the filter holds
  expect(chunks.map((one) => one.at)).toEqual(chunks.map((_, n) => 12.5 + (n * CHUNK) / 16_000));
  const pcm = new Int16Array(chunks[9]?.pcm ?? new ArrayBuffer(0));
  expect([pcm.length, pcm[0], pcm[959]]).toEqual([960, 8192, 8192]);
  expect(chunks[9]).toMatchObject({ clipped: 0, bad: 0 });
  expect(chunks[9]?.power).toBeCloseTo(0.0625, 4);
});

it('takes the mean of two channels, silence for none, and survives what is no number', () => {
  const chunker = new Chunker(16_000, 0);
  const [left, right] = [new Float32Array(1600).fill(0.5), new Float32Array(1600).fill(-0.1)];
  right[3] = Number.NaN;
  const [first] = chunker.push([left, right], 1602);
  const pcm = new Int16Array(first?.pcm ?? new ArrayBuffer(0));
  expect([pcm[0], pcm[3], first?.bad]).toEqual([6553, 0, 1]);
  const [, second] = [...chunker.push([], 1600), ...chunker.push([], 1700)];
  expect(second?.power).toBe(0);
});

it('holds what is too loud within 16 bits and counts it', () => {
  const [chunk] = new Chunker(16_000, 0).push([new Float32Array(1700).fill(1.7)], 1700);
  expect(new Int16Array(chunk?.pcm ?? new ArrayBuffer(0))[5]).toBe(32_767);
  expect(chunk?.clipped).toBe(1700);
});

it('measures in decibels and falls slowly', () => {
  expect([decibels(1), decibels(0.0001), decibels(0)]).toEqual([0, -40, -120]);
  const level = new Level();
  level.heard({ power: 0.01, clipped: 0 });
  level.heard({ power: 0, clipped: 0 });
  expect([level.db, level.silent]).toEqual([-21.8, false]);
  for (let n = 0; n < 70; n++) level.heard({ power: 0, clipped: 0 });
  expect([level.db, level.silent]).toEqual([QUIET, true]);
  level.heard({ power: 0.5, clipped: 40 });
  expect([level.silent, level.clipping]).toEqual([false, true]);
});
