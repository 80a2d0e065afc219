/** What can be measured of a machine without joining. */

/** The first version of Chrome and Edge that we promise (day.md D29). */
export const NEEDED = 109;
const TRIES = 3;
const PATIENCE_MS = 10_000;

/** `ahead`: ms by which the service's clock is ahead of this machine's, to about a second. */
export interface Reached {
  ms: number;
  ahead: number;
}

/** Chrome or Edge and the version, or undefined for any other browser. */
export function browserOf(agent: string): { name: string; version: number } | undefined {
  const edge = /Edg\/(\d+)/.exec(agent);
  const chrome = /(?:Chrome|Chromium)\/(\d+)/.exec(agent);
  const [name, found] = edge ? (['Edge', edge] as const) : (['Chrome', chrome] as const);
  return found ? { name, version: Number(found[1]) } : undefined;
}

/** Asks the service a few times; undefined when it does not answer. */
export async function reach(): Promise<Reached | undefined> {
  let best: Reached | undefined;
  for (let n = 0; n < TRIES; n++) {
    const one = await once();
    if (one && (!best || one.ms < best.ms)) best = one;
  }
  return best;
}

async function once(): Promise<Reached | undefined> {
  const aborter = new AbortController();
  const late = setTimeout(() => aborter.abort(), PATIENCE_MS);
  const [sent, from] = [Date.now(), performance.now()];
  try {
    const answer = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal: aborter.signal });
    const ms = performance.now() - from;
    // The header has whole seconds, rounded down: half a second more is right in the middle.
    const told = Date.parse(answer.headers.get('Date') ?? '') + 500;
    return { ms, ahead: Number.isFinite(told) ? told - (sent + ms / 2) : 0 };
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** Until when the service's own certificate is valid, ms; undefined without one or without answer. */
export async function certifiedUntil(): Promise<number | undefined> {
  try {
    const told = (await (await fetch('/readyz', { cache: 'no-store' })).json()) as { certificate_until?: number };
    return told.certificate_until;
  } catch {
    return undefined;
  }
}

/** "22/11/2026" */
export function dayOf(ms: number): string {
  const [year, month, day] = new Date(ms).toISOString().slice(0, 10).split('-');
  return [day, month, year].join('/');
}
