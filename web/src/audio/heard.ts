/** That a microphone of this machine was heard, told among the tabs of one browser: the check on
 * /ready is known on /point. */

const CHANNEL = 'caunoi.microphone';
const able = () => typeof BroadcastChannel === 'function';

export function tellHeard(): void {
  if (!able()) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(true);
  channel.close();
}

/** `run` each time another tab tells it. Returns how to stop. */
export function onHeard(run: () => void): () => void {
  if (!able()) return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = run;
  return () => channel.close();
}
