/** The chime of being called: two soft bells, made here. Browsers keep it locked until a press. */

let context: AudioContext | undefined;
let running = $state.raw(false);

function ready(): AudioContext | undefined {
  if (typeof AudioContext !== 'function') return undefined;
  if (!context) {
    context = new AudioContext();
    context.onstatechange = () => (running = context?.state === 'running');
    running = context.state === 'running';
  }
  return context;
}

/** One bell: a tone, its fifth above the octave, fading as bronze does. */
function bell(at: AudioContext, hertz: number, after: number): void {
  for (const [times, loud, long] of [[1, 0.32, 1.5], [2, 0.12, 1], [3.01, 0.06, 0.6]] as const) {
    const [tone, gain] = [at.createOscillator(), at.createGain()];
    const start = at.currentTime + after;
    tone.frequency.value = hertz * times;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loud, start + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + long);
    tone.connect(gain).connect(at.destination);
    tone.start(start);
    tone.stop(start + long + 0.05);
  }
}

export const chime = {
  /** May it sound? Reactive. */
  get unlocked(): boolean {
    return running;
  },
  /** Call on any press. */
  unlock(): void {
    void ready()?.resume().catch(() => {});
  },
  /** Two bells; `again` as many times, three seconds apart. */
  ring(again = 1): void {
    const at = ready();
    if (!at) return;
    for (let n = 0; n < again; n++) {
      bell(at, 659.3, n * 3);
      bell(at, 523.3, n * 3 + 0.45);
    }
  },
};
