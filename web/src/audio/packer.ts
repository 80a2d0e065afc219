/**
 * The browser's own Opus encoder: a chunk becomes a packet of the same number and length (32 kbit/s
 * beside the picture, not 256). Where a browser has none, or it fails, chunks go on as they are.
 */

import { RATE } from './resampler';
import { CHUNK_MS } from './timeline';
import type { Piece } from './uplink';

const CHUNK_US = CHUNK_MS * 1000;
const CONFIG = {
  codec: 'opus',
  sampleRate: RATE,
  numberOfChannels: 1,
  bitrate: 32_000,
  opus: { format: 'opus', frameDuration: CHUNK_US },
} as const satisfies AudioEncoderConfig;

/** Does this browser make such packets? Older ones know Opus, but not how long a packet is to be. */
async function able(): Promise<boolean> {
  if (typeof AudioEncoder !== 'function') return false;
  try {
    const { supported, config } = await AudioEncoder.isConfigSupported(CONFIG);
    return supported === true && config?.opus?.frameDuration === CHUNK_US;
  } catch {
    return false;
  }
}

/** Chunks in, packets out, in the same order. */
export class Packer {
  #out: (piece: Piece) => void;
  #queue: Piece[] = [];
  #running = false;
  /** Undefined until it was asked. */
  #able: boolean | undefined;
  #stretch: Stretch | undefined;
  #closed = false;

  constructor(out: (piece: Piece) => void) {
    this.#out = out;
  }

  push(piece: Piece): void {
    this.#queue.push(piece);
    if (!this.#running) void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#stretch?.close();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#able ??= await able();
    for (let piece = this.#queue.shift(); piece && !this.#closed; piece = this.#queue.shift()) await this.#pack(piece);
    this.#running = false;
  }

  async #pack(piece: Piece): Promise<void> {
    if (this.#able && !this.#stretch?.follows(piece)) {
      await this.#stretch?.end(); // what is older goes first
      if (this.#able && !this.#closed) this.#stretch = new Stretch(this.#out, () => (this.#able = false));
    }
    if (this.#able && this.#stretch) this.#stretch.push(piece);
    else this.#out(piece);
  }
}

/** Chunks that follow one another without a gap: the encoder remembers what came before. */
class Stretch {
  #out: (piece: Piece) => void;
  #failed: () => void;
  #encoder: AudioEncoder;
  /** In the encoder, by number. */
  #inside = new Map<number, Piece>();
  #last: Piece | undefined;

  constructor(out: (piece: Piece) => void, failed: () => void) {
    this.#out = out;
    this.#failed = failed;
    this.#encoder = new AudioEncoder({ output: (packet) => this.#made(packet), error: () => this.#fail() });
    this.#encoder.configure(CONFIG);
  }

  follows({ stream, n }: Piece): boolean {
    return !this.#last || (this.#last.stream === stream && this.#last.n + 1 === n);
  }

  push(piece: Piece): void {
    this.#last = piece;
    this.#inside.set(piece.n, piece);
    try {
      const sound = new AudioData({
        format: 's16', sampleRate: RATE, numberOfChannels: 1, numberOfFrames: piece.sound.byteLength / 2,
        timestamp: piece.n * CHUNK_US, data: piece.sound,
      }); // prettier-ignore
      this.#encoder.encode(sound);
      sound.close();
    } catch {
      this.#fail();
    }
  }

  /** Resolves once everything pushed is out. */
  async end(): Promise<void> {
    try {
      await this.#encoder.flush();
    } catch {
      this.#fail();
    }
    this.close();
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #made(packet: EncodedAudioChunk): void {
    const n = Math.round(packet.timestamp / CHUNK_US);
    const piece = this.#inside.get(n);
    if (!piece) return; // the encoder's own tail
    this.#inside.delete(n);
    const sound = new ArrayBuffer(packet.byteLength);
    packet.copyTo(sound);
    this.#out({ ...piece, sound, codec: 'opus' });
  }

  /** What went in and did not come out goes on as it was. */
  #fail(): void {
    this.#failed();
    for (const piece of this.#inside.values()) this.#out(piece);
    this.#inside.clear();
  }
}
