import { afterEach, expect, it, vi } from 'vitest';
import { Packer } from './packer';
import type { Piece } from './uplink';

const LENGTH = 1920;
type Frame = { timestamp: number; byteLength: number; copyTo: (to: ArrayBuffer) => void };
const piece = (n: number, stream = 's'): Piece => ({ stream, n, began: 1000, sound: new ArrayBuffer(LENGTH) });

/** An encoder that gives a packet a moment after each chunk, and a tail when it is flushed. */
class FakeEncoder {
  static all: FakeEncoder[] = [];
  static known: unknown = { frameDuration: 60_000 };
  static breaksAt = Infinity;
  static isConfigSupported = (config: object) => Promise.resolve({ supported: true, config: { ...config, opus: FakeEncoder.known } });
  state = 'unconfigured';
  fed: number[] = [];
  #how: { output: (frame: Frame) => void; error: () => void };
  #due: Promise<void> = Promise.resolve();
  constructor(how: { output: (frame: Frame) => void; error: () => void }) {
    this.#how = how;
    FakeEncoder.all.push(this);
  }
  configure() {
    this.state = 'configured';
  }
  encode({ timestamp }: { timestamp: number }) {
    this.fed.push(timestamp);
    this.#due = this.#due.then(() => this.#give(timestamp));
  }
  async flush() {
    await this.#due;
    this.#give((this.fed.at(-1) ?? 0) + 60_000);
  }
  close() {
    this.state = 'closed';
  }
  #give(timestamp: number) {
    if (this.state === 'closed') return;
    if (timestamp / 60_000 >= FakeEncoder.breaksAt) {
      this.state = 'closed';
      this.#how.error();
    } else this.#how.output({ timestamp, byteLength: 100, copyTo: () => {} });
  }
}

function given(): { out: Piece[]; packer: Packer } {
  const out: Piece[] = [];
  return { out, packer: new Packer((one) => out.push(one)) };
}
const told = (out: Piece[]) => out.map(({ stream, n, codec, sound }) => `${stream}${n} ${codec ?? 'pcm'} ${sound.byteLength}`);

function withEncoder(): void {
  Object.assign(FakeEncoder, { all: [], known: { frameDuration: 60_000 }, breaksAt: Infinity });
  vi.stubGlobal('AudioEncoder', FakeEncoder);
  vi.stubGlobal('AudioData', class { timestamp: number; constructor(of: { timestamp: number }) { this.timestamp = of.timestamp; } close() {} }); // prettier-ignore
}
afterEach(() => void vi.unstubAllGlobals());

it('makes a packet of each chunk, with its number', async () => {
  withEncoder();
  const { out, packer } = given();
  for (const n of [7, 8, 9]) packer.push(piece(n));
  await vi.waitFor(() => expect(told(out)).toEqual(['s7 opus 100', 's8 opus 100', 's9 opus 100']));
  expect(FakeEncoder.all.length).toBe(1);
});

it('begins anew after a gap or in another stream, when what is older is out', async () => {
  withEncoder();
  const { out, packer } = given();
  for (const one of [piece(1), piece(2), piece(9), piece(0, 'u')]) packer.push(one);
  await vi.waitFor(() => expect(told(out)).toEqual(['s1 opus 100', 's2 opus 100', 's9 opus 100', 'u0 opus 100']));
  expect(FakeEncoder.all.map((one) => one.fed.length)).toEqual([2, 1, 1]);
});

it('goes on with what was captured, in order and once, when the encoder fails', async () => {
  withEncoder();
  FakeEncoder.breaksAt = 2;
  const { out, packer } = given();
  for (let n = 0; n < 4; n++) packer.push(piece(n));
  await vi.waitFor(() => expect(out.length).toBe(4));
  packer.push(piece(4));
  await vi.waitFor(() => expect(told(out)).toEqual(['s0 opus 100', 's1 opus 100', 's2 pcm 1920', 's3 pcm 1920', 's4 pcm 1920']));
});

it.each([['no encoder', undefined], ['packets of another length', { frameDuration: 20_000 }], ['no word of a length', undefined]])(
  'sends what was captured where a browser has %s', async (_, known) => {
    if (_ !== 'no encoder') withEncoder();
    FakeEncoder.known = known;
    const { out, packer } = given();
    packer.push(piece(0));
    await vi.waitFor(() => expect(told(out)).toEqual(['s0 pcm 1920']));
  },
); // prettier-ignore
