/**
 * The first script of every page: small, so that it runs long before the rest has arrived. A code in
 * the address is taken to the service at once; `join` finds the answer waiting, or on its way.
 */

import { uuid } from './uuid';

const ALPHABET = /^[0-9A-HJKMNP-TV-Z]{8}$/; // Crockford's base 32
const DEVICE = 'caunoi.device';
const JOIN_MS = 20_000;
/** The language of most: who reads another asks again in theirs. */
const FIRST = 'vi';
/** Lines of the transcript without their words, from the one at a place on. */
export const LINES = '/segments?brief=1&from=';
/** What a page reads beside its view: asked for as soon as the code is taken. */
const BESIDE: Readonly<Record<string, string>> = { '/secretary': `${LINES}0` };

/** A typed code as the service derives it: no spaces, O is 0, I and L are 1. "" if it is none yet. */
export function tidyCode(typed: string): string {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const code = letters.replace(/O/g, '0').replace(/[IL]/g, '1');
  return ALPHABET.test(code) ? code : '';
}

/** The code in an address's hash ("/#CODE", a scanned QR), or "". */
export function codeInHash(hash: string): string {
  try {
    return tidyCode(decodeURIComponent(hash.replace(/^#/, '')));
  } catch {
    return '';
  }
}

/** The service's answer to a code; rejects when there is none. */
export function knock(code: string, language: string, takeOver = false): Promise<Response> {
  const first = early?.code === code && language === FIRST && !takeOver ? early : undefined;
  early = undefined; // an answer is used once: who asks again wants another
  return first?.answer ?? asked(code, language, takeOver);
}

/** The answer to what this page reads beside its view, where it was asked for already; only once. */
export function beside(): Promise<Response> | undefined {
  const answer = next;
  next = undefined;
  return answer;
}

async function asked(code: string, language: string, takeOver: boolean): Promise<Response> {
  const aborter = new AbortController();
  const late = setTimeout(() => aborter.abort(), JOIN_MS);
  try {
    return await fetch('/api/join', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify({ code, device: device(), ...(takeOver ? { take_over: true } : {}) }),
      signal: aborter.signal,
    });
  } finally {
    clearTimeout(late);
  }
}

/** Which machine this is, by a name of its own making. */
function device(): string {
  for (const storage of storages().reverse()) {
    try {
      const made = storage.getItem(DEVICE) ?? uuid();
      storage.setItem(DEVICE, made);
      return made;
    } catch {
      // The next storage, or none: then every visit is another machine.
    }
  }
  return uuid();
}

/** The tab's own comes first. */
export function storages(): Storage[] {
  const found: Storage[] = [];
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      found.push(window[name]);
    } catch {
      // Cookies and storage are forbidden here.
    }
  }
  return found;
}

/** Only where the page itself would ask: "/" shows the code first. */
function begun(): { code: string; answer: Promise<Response> } | undefined {
  const code = window.location.pathname === '/' ? '' : codeInHash(window.location.hash);
  if (!code) return undefined;
  const answer = asked(code, FIRST, false);
  answer.catch(() => {}); // whoever comes for it hears of it
  return { code, answer };
}

async function asNext(joined: Promise<Response>, path: string): Promise<Response> {
  const answer = await joined;
  if (!answer.ok) return answer;
  const { conference, token } = (await answer.clone().json()) as { conference: string; token: string };
  return fetch(`/api/conferences/${conference}${path}`, { headers: { Authorization: `Bearer ${token}` } });
}

let early = begun();
const path = BESIDE[window.location.pathname];
let next = early && path ? asNext(early.answer, path) : undefined;
next?.catch(() => {}); // as above
