/** The administrators' door: HTTP with their token. */

import { Refusal } from '../../link/refusal';
import { keep, type Session } from '../../link/session';
import { language } from '../../text';
import type { JoinTold, Person, Plan, Role } from '../../wire';

export interface Listed {
  id: string;
  title: string;
  kind: string;
  made_at: number;
}

export interface Account {
  id: string;
  name: string;
  role: Role;
  made_at: number;
}

export interface Code {
  role: Role;
  code: string;
  point?: string;
}

export interface NewConference {
  plan: Plan;
  people: { chairs: Person[]; moderator: Person; secretaries: Person[] };
}

async function call<T>(method: string, path: string, token: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { 'Accept-Language': language.current };
  if (token) headers['Authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, ...(body !== undefined ? { body: JSON.stringify(body) } : {}) });
  } catch {
    throw new Refusal({ code: 'offline', message: '' });
  }
  if (!answer.ok) throw new Refusal(await answer.json().catch(() => ({ code: 'offline', message: '' })));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export async function signIn(name: string, password: string): Promise<Session> {
  const told = await call<JoinTold>('POST', '/api/sign-in', '', { name, password });
  const session: Session = { ...told, at: Date.now() };
  keep(session);
  return session;
}

export class Office {
  #token: string;

  constructor(session: Session) {
    this.#token = session.token;
  }

  conferences = () => call<Listed[]>('GET', '/api/conferences', this.#token);
  create = (made: NewConference) => call<{ id: string; codes: Code[] }>('POST', '/api/conferences', this.#token, made);
  codes = (id: string) => call<Code[]>('GET', `/api/conferences/${id}/codes`, this.#token);
  revoke = (id: string, { role, point = '' }: Code) => call<Code>('POST', `/api/conferences/${id}/codes/revoke`, this.#token, { role, point });
  accounts = () => call<Account[]>('GET', '/api/accounts', this.#token);
  addAccount = (name: string, password: string, role: Role) => call<Account>('POST', '/api/accounts', this.#token, { name, password, role });
  disable = (id: string) => call<void>('DELETE', `/api/accounts/${id}`, this.#token);
}
