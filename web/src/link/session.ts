/** Who this browser is: a join code becomes a token, kept per role until it expires. */

import type { JoinTold, Problem, Role } from '../wire';
import { knock, storages } from './door';
import { Refusal } from './refusal';

export { codeInHash, tidyCode } from './door';

export interface Session extends JoinTold {
  /** For "where you were": filled in once a view has come. */
  title?: string;
  place?: string;
  /** Of a point: its code, to take its seat back from another machine (day.md D30). */
  code?: string;
  /** When it was last used, ms. */
  at: number;
}

export const PAGES = ['/point', '/moderate', '/secretary', '/chair', '/hall', '/register', '/print', '/admin'] as const;
export type Page = (typeof PAGES)[number];

/** Where a role works. */
export const HOME: Readonly<Record<Role, Page>> = {
  admin: '/admin',
  chair: '/chair',
  moderator: '/moderate',
  assistant: '/moderate',
  secretary_lead: '/secretary',
  secretary: '/secretary',
  technician: '/moderate',
  agency: '/register',
  point: '/point',
  delegate: '/point',
  viewer: '/hall',
  hall: '/hall',
};

/** Whose sessions a page may use, most fitting first. */
export const MAY_OPEN: Readonly<Record<Page, readonly Role[]>> = {
  '/point': ['point', 'delegate'],
  '/moderate': ['moderator', 'assistant', 'technician'],
  '/secretary': ['secretary', 'secretary_lead'],
  '/chair': ['chair'],
  '/hall': ['hall', 'viewer'],
  '/register': ['secretary_lead', 'secretary', 'chair', 'moderator', 'assistant', 'agency', 'admin'],
  '/print': ['secretary_lead', 'secretary', 'chair', 'moderator', 'assistant'],
  '/admin': ['admin', 'technician'],
};

const PREFIX = 'caunoi.session.';

/** A half-typed code as it stands in the field: upper case, a dash after four. */
export function codeAsTyped(typed: string): string {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '').slice(0, 8);
  const code = letters.replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}

/** Turns a join code into a session and keeps it. Rejects with a Refusal; code `offline` when the
 * service cannot be reached, and then the same may be tried again; code `device_taken` (with
 * `since`) when another machine holds the point's seat, which `takeOver` takes from it. */
export async function join(code: string, language: string, takeOver = false): Promise<Session> {
  let answer: Response;
  try {
    answer = await knock(code, language, takeOver);
  } catch {
    throw new Refusal({ code: 'offline', message: '' });
  }
  const told: unknown = await answer.json().catch(() => ({ code: 'offline', message: '' }));
  if (!answer.ok) throw new Refusal(told as Problem);
  const session: Session = { ...(told as JoinTold), at: Date.now() };
  if (session.role === 'point') session.code = code;
  keep(session);
  return session;
}

/** The tab's own storage comes first, so that two tabs may be two points. */
export function keep(session: Session): void {
  const text = JSON.stringify(session);
  for (const storage of storages()) {
    try {
      storage.setItem(PREFIX + session.role, text);
    } catch {
      // Full or forbidden: this page still works until it is closed.
    }
  }
}

export function forget(role: Role): void {
  for (const storage of storages()) storage.removeItem(PREFIX + role);
}

/** The session this page runs under, or undefined: then the code is asked for. */
export function sessionFor(page: Page): Session | undefined {
  for (const storage of storages()) {
    const found = MAY_OPEN[page].map((role) => read(storage, role)).filter((one) => one !== undefined);
    if (found.length) return found.reduce((a, b) => (b.at > a.at ? b : a));
  }
  return undefined;
}

/** All sessions of this browser, latest first. */
export function sessions(): Session[] {
  const found = new Map<Role, Session>();
  for (const storage of storages()) {
    for (const role of Object.keys(HOME) as Role[]) {
      const one = read(storage, role);
      if (one && !found.has(role)) found.set(role, one);
    }
  }
  return [...found.values()].sort((a, b) => b.at - a.at);
}

function read(storage: Storage, role: Role): Session | undefined {
  try {
    const session = JSON.parse(storage.getItem(PREFIX + role) ?? 'null') as Session | null;
    return session?.token && session.role === role ? session : undefined;
  } catch {
    return undefined;
  }
}
