/**
 * The microphone of this machine: opened, measured, handed on in chunks. What goes wrong becomes
 * a word that a screen can explain; nothing throws.
 */

import { here } from '../link/offset';
import type { Chunk } from './chunker';
import workletUrl from './capture.worklet?worker&url';
import { Level, QUIET } from './level';
import { type Place, Timeline } from './timeline';

const CHOSEN = 'caunoi.microphone';

/** insecure: plain http · old: the browser · denied: by a person or policy · missing: none there ·
 * taken: another program has it · unplugged: gone while open · failed: else */
export type MicrophoneProblem = 'insecure' | 'old' | 'denied' | 'missing' | 'taken' | 'unplugged' | 'failed';

/** Chunk and place, `began` by the page's clock. */
export interface Captured extends Place {
  pcm: ArrayBuffer;
}

/** What stands in the way of any microphone on this page, if anything (day.md D26). */
export function hindrance(): MicrophoneProblem | undefined {
  if (!window.isSecureContext) return 'insecure';
  const able = typeof navigator.mediaDevices?.getUserMedia === 'function' && typeof AudioWorkletNode === 'function';
  return able ? undefined : 'old';
}

/** Has the person allowed the microphone before? Then it may be opened without asking. */
export async function allowed(): Promise<boolean> {
  try {
    const found = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return found.state === 'granted';
  } catch {
    return false;
  }
}

export class Microphone {
  /** asleep: open, but the browser waits for a press before sound runs. */
  state = $state.raw<'off' | 'opening' | 'asleep' | 'on'>('off');
  problem = $state.raw<MicrophoneProblem | undefined>(hindrance());
  /** dBFS. */
  level = $state.raw(QUIET);
  silent = $state.raw(false);
  clipping = $state.raw(false);
  devices = $state.raw<readonly { id: string; label: string }[]>([]);
  /** The one in use. */
  device = $state.raw('');
  oncaptured: (captured: Captured) => void = () => {};

  #stream: MediaStream | undefined;
  #context: AudioContext | undefined;
  #node: AudioWorkletNode | undefined;
  #timeline = new Timeline();
  #level = new Level();
  /** Every opening has a number: one that was overtaken closes itself. */
  #opening = 0;

  /** Opens `device`, or the one chosen last, or the machine's own. */
  async open(device = remembered()): Promise<void> {
    this.close();
    this.problem = hindrance();
    if (this.problem) return;
    const mine = ++this.#opening;
    this.state = 'opening';
    try {
      const stream = await heard(device);
      if (mine !== this.#opening) return stop(stream);
      this.#stream = stream;
      await this.#run(stream, mine);
    } catch (error) {
      if (mine === this.#opening) this.#fail(wordFor(error));
    }
  }

  /** Another microphone, and remember it. */
  async choose(device: string): Promise<void> {
    try {
      localStorage.setItem(CHOSEN, device);
    } catch {
      // Not remembered, then.
    }
    await this.open(device);
  }

  close(): void {
    this.#opening++;
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.#devicesChanged);
    for (const kind of WAKING) window.removeEventListener(kind, this.#wake);
    this.#node?.port.postMessage('stop');
    this.#node?.disconnect();
    if (this.#stream) stop(this.#stream);
    void this.#context?.close().catch(() => {});
    this.#node = this.#stream = this.#context = undefined;
    this.state = 'off';
    this.level = QUIET;
    this.silent = this.clipping = false;
  }

  /** `began` (page's clock) of this stream was told: it stays. */
  pin(stream: string, began: number): void {
    this.#timeline.pin(stream, began);
  }

  async #run(stream: MediaStream, mine: number): Promise<void> {
    const context = new AudioContext({ latencyHint: 'playback' });
    this.#context = context;
    await context.audioWorklet.addModule(workletUrl);
    if (mine !== this.#opening) return;
    this.#timeline = new Timeline();
    this.#level = new Level();
    const node = new AudioWorkletNode(context, 'caunoi-capture', { numberOfOutputs: 0 });
    this.#node = node;
    node.port.onmessage = ({ data }: MessageEvent<Chunk>) => this.#captured(data);
    node.onprocessorerror = () => this.#fail('failed');
    context.createMediaStreamSource(stream).connect(node);
    const [track] = stream.getAudioTracks();
    this.device = track?.getSettings().deviceId ?? '';
    track?.addEventListener('ended', () => mine === this.#opening && this.#fail('unplugged'));
    navigator.mediaDevices.addEventListener('devicechange', this.#devicesChanged);
    await this.#list();
    void context.resume().catch(() => {}); // without a press it may wait for ever
    if (context.state === 'running') this.state = 'on';
    else this.#sleep(context, mine);
  }

  #sleep(context: AudioContext, mine: number): void {
    this.state = 'asleep';
    for (const kind of WAKING) window.addEventListener(kind, this.#wake);
    context.onstatechange = () => {
      if (mine === this.#opening && context.state === 'running') this.state = 'on';
    };
  }

  #wake = (): void => void this.#context?.resume().catch(() => {});

  #captured(chunk: Chunk): void {
    const place = this.#timeline.place(chunk.at, here());
    this.#level.heard(chunk);
    this.level = this.#level.db;
    this.silent = this.#level.silent;
    this.clipping = this.#level.clipping;
    this.oncaptured({ ...place, pcm: chunk.pcm });
  }

  #devicesChanged = (): void => void this.#list();

  async #list(): Promise<void> {
    try {
      const all = await navigator.mediaDevices.enumerateDevices();
      this.devices = all
        .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId && deviceId !== 'communications')
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    } catch {
      this.devices = [];
    }
  }

  #fail(problem: MicrophoneProblem): void {
    this.close();
    this.problem = problem;
    void this.#list();
  }
}

const WAKING = ['pointerdown', 'keydown'] as const;

function remembered(): string {
  try {
    return localStorage.getItem(CHOSEN) ?? '';
  } catch {
    return '';
  }
}

/** The microphone `device`; if that one is gone, any. Words matter, not beauty: nothing is filtered. */
async function heard(device: string): Promise<MediaStream> {
  const how = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true };
  const devices = navigator.mediaDevices;
  if (!device) return devices.getUserMedia({ audio: how });
  try {
    return await devices.getUserMedia({ audio: { ...how, deviceId: { exact: device } } });
  } catch (error) {
    if (wordFor(error) !== 'missing') throw error;
    return devices.getUserMedia({ audio: how });
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function wordFor(error: unknown): MicrophoneProblem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'taken';
    default:
      return 'failed';
  }
}
