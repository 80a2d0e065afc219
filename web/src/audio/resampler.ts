/**
 * From the device's rate to 16 kHz: a windowed-sinc low-pass in polyphase form.
 *
 * Output sample k lies exactly at input position k·down/up, in whole numbers, so that hours of
 * sound do not drift. Flat to 7 kHz, 70 dB down from 8 kHz on (speech.md §4.2).
 */

export const RATE = 16_000;
const STOP_DB = 72;
/** Of the narrower side's half rate: where the passband ends. */
const PASS = 0.875;
/** A rate that shares next to nothing with 16 kHz would need an endless table; no device has one. */
const MOST_PHASES = 2048;

const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a);

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

export class Resampler {
  #up: number;
  #down: number;
  /** Input samples looked at on each side of an output sample. */
  #reach: number;
  /** One filter for every position between two input samples. */
  #phases: Float32Array[];
  #held: Float32Array;
  #filled: number;
  /** The next output sample: `#held[#at]` and `#phase`/`#up` of a sample further. */
  #at: number;
  #phase = 0;

  /** Throws RangeError for a rate no filter is made for. */
  constructor(from: number, to = RATE) {
    const shared = gcd(from, to);
    this.#up = to / shared;
    this.#down = from / shared;
    if (!(from > 0) || !Number.isInteger(from) || this.#up > MOST_PHASES) throw new RangeError(`no filter for ${from} Hz`);
    const half = Math.min(from, to) / 2;
    const [cutoff, transition] = [(half * (1 + PASS)) / 2 / from, (half * (1 - PASS)) / from];
    this.#reach = from === to ? 1 : Math.ceil((STOP_DB - 7.95) / (14.36 * transition) / 2) + 1;
    this.#phases = Array.from({ length: this.#up }, (_, phase) => this.#filter(phase / this.#up, cutoff, from === to));
    this.#held = new Float32Array(4096 + 4 * this.#reach);
    this.#filled = this.#reach - 1; // silence before the first sample
    this.#at = this.#filled;
  }

  /** What `input` completes; what is not yet complete comes with the next call. */
  push(input: Float32Array): Float32Array {
    this.#keep(input);
    const room = Math.max(0, Math.ceil(((this.#filled - this.#at) * this.#up) / this.#down) + 1);
    const output = new Float32Array(room);
    let count = 0;
    while (this.#at + this.#reach < this.#filled) {
      output[count++] = this.#sample();
      this.#phase += this.#down;
      this.#at += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
    this.#drop();
    return output.subarray(0, count);
  }

  #filter(fraction: number, cutoff: number, same: boolean): Float32Array {
    const taps = new Float64Array(2 * this.#reach);
    const beta = 0.1102 * (STOP_DB - 8.7);
    for (let tap = 0; tap < taps.length; tap++) {
      const from = tap - (this.#reach - 1) - fraction; // distance to the output sample
      const edge = from / this.#reach;
      const window = bessel(beta * Math.sqrt(Math.max(0, 1 - edge * edge))) / bessel(beta);
      taps[tap] = same ? Number(from === 0) : 2 * cutoff * sinc(2 * cutoff * from) * window;
    }
    const sum = taps.reduce((all, one) => all + one, 0);
    return Float32Array.from(taps, (one) => one / sum); // silence and hum keep their level exactly
  }

  #sample(): number {
    const filter = this.#phases[this.#phase] as Float32Array;
    const first = this.#at - this.#reach + 1;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] as number) * (this.#held[first + tap] as number);
    return sum;
  }

  #keep(input: Float32Array): void {
    if (this.#filled + input.length > this.#held.length) {
      const larger = new Float32Array(2 * (this.#filled + input.length));
      larger.set(this.#held.subarray(0, this.#filled));
      this.#held = larger;
    }
    this.#held.set(input, this.#filled);
    this.#filled += input.length;
  }

  #drop(): void {
    const gone = Math.min(this.#at - this.#reach + 1, this.#filled);
    if (gone <= 0) return;
    this.#held.copyWithin(0, gone, this.#filled);
    this.#filled -= gone;
    this.#at -= gone;
  }
}
