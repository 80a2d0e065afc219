/** Runs on the sound thread: hands every 60 ms of the microphone to the page, at 16 kHz. */

import { Chunker } from './chunker';

declare const currentTime: number;
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const BLOCK = 128;

class Capture extends AudioWorkletProcessor {
  #chunker: Chunker | undefined;
  #stopped = false;

  constructor() {
    super();
    this.port.onmessage = () => (this.#stopped = true);
  }

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    this.#chunker ??= new Chunker(sampleRate, currentTime);
    for (const chunk of this.#chunker.push(channels, channels[0]?.length ?? BLOCK)) {
      this.port.postMessage(chunk, [chunk.pcm]);
    }
    return !this.#stopped;
  }
}

registerProcessor('caunoi-capture', Capture);
