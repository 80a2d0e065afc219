import { describe, expect, it } from 'vitest';
import { RATE, Resampler } from './resampler';

/** `seconds` of a sine, pushed in the sound thread's blocks of 128. */
function resampled(rate: number, hertz: number, seconds: number): Float64Array {
  const resampler = new Resampler(rate);
  const made: number[] = [];
  const block = new Float32Array(128);
  for (let at = 0; at < rate * seconds; at += block.length) {
    for (let i = 0; i < block.length; i++) block[i] = 0.5 * Math.sin((2 * Math.PI * hertz * (at + i)) / rate);
    made.push(...resampler.push(block));
  }
  return Float64Array.from(made);
}

/** Amplitude of `hertz` in `signal` and what else is in it, by least squares, ends left out. */
function fit(signal: Float64Array, hertz: number) {
  const part = signal.subarray(2000, 2000 + Math.floor((signal.length - 4000) / RATE) * RATE);
  let [c, s] = [0, 0];
  const angle = (i: number) => (2 * Math.PI * hertz * (i + 2000)) / RATE;
  part.forEach((x, i) => {
    c += x * Math.cos(angle(i));
    s += x * Math.sin(angle(i));
  });
  [c, s] = [(2 * c) / part.length, (2 * s) / part.length];
  let rest = 0;
  part.forEach((x, i) => (rest += (x - c * Math.cos(angle(i)) - s * Math.sin(angle(i))) ** 2));
  return { amplitude: Math.hypot(c, s), phase: Math.atan2(c, s), rest: Math.sqrt((2 * rest) / part.length) };
}
const db = (ratio: number) => 20 * Math.log10(ratio);

describe.each([44_100, 48_000, 96_000, 32_000, 22_050])('from %i Hz', (rate) => {
  const own = Math.min(rate, RATE) / 2;
  it.each([50, 100, 440, 1000, 3000, 5000, 6500, 7000].filter((hertz) => hertz <= own * 0.875))(
    'passes %i Hz as it is: level ±0.1 dB, phase kept, nothing added',
    (hertz) => {
      const { amplitude, phase, rest } = fit(resampled(rate, hertz, 1.5), hertz);
      expect(Math.abs(db(amplitude / 0.5))).toBeLessThan(0.1);
      expect(Math.abs(phase)).toBeLessThan(1e-3);
      expect(db(rest / 0.5)).toBeLessThan(-60);
    },
  );
});

it.each([
  [48_000, 8000], [48_000, 8100], [48_000, 9000], [48_000, 15_500], [48_000, 23_000],
  [44_100, 8000], [44_100, 8500], [44_100, 12_000], [44_100, 21_000],
])('from %i Hz, stops %i Hz by 60 dB or more', (rate, hertz) => {
  const out = resampled(rate, hertz, 1).subarray(2000, -2000);
  const power = out.reduce((sum, x) => sum + x * x, 0) / out.length;
  expect(db(Math.sqrt(2 * power) / 0.5)).toBeLessThan(-60);
}); // prettier-ignore

it.each([44_100, 48_000])('does not drift in ten minutes of %i Hz', { timeout: 60_000 }, (rate) => {
  const resampler = new Resampler(rate);
  const block = new Float32Array(12_800);
  let made = 0;
  const seconds = 600;
  for (let left = rate * seconds; left > 0; left -= block.length) made += resampler.push(block.subarray(0, left)).length;
  expect(Math.abs(made - RATE * seconds)).toBeLessThan(RATE * 0.01); // less than what the filter still holds
  // The place of a click after ten minutes, to a fraction of a sample.
  const click = new Float32Array(rate);
  click[rate / 2] = 1;
  const out = resampler.push(click);
  const peak = out.reduce((best, x, at) => (Math.abs(x) > Math.abs(out[best] ?? 0) ? at : best), 0);
  expect(made + peak).toBe(RATE * seconds + RATE / 2);
});

it('gives the same whatever the blocks', () => {
  const input = Float32Array.from({ length: 9000 }, () => Math.random() - 0.5);
  const whole = new Resampler(44_100).push(input);
  const pieces = new Resampler(44_100);
  const made: number[] = [];
  for (let at = 0, size = 1; at < input.length; at += size, size = (size * 7) % 311 || 1) {
    made.push(...pieces.push(input.subarray(at, at + size)));
  }
  expect(made.length).toBe(whole.length);
  expect(made).toEqual([...whole]);
});

it('leaves 16 kHz alone, and refuses what no device has', () => {
  const input = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i));
  const out = new Resampler(RATE).push(input);
  expect([...out]).toEqual([...input.subarray(0, out.length)]);
  expect(out.length).toBeGreaterThan(490);
  for (const rate of [0, -1, 44_100.5, 47_999, Number.NaN]) expect(() => new Resampler(rate)).toThrow(RangeError);
});
