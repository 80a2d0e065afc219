/** The administrators' door: HTTP with their token. */

import { Refusal } from '../../link/refusal';
import { keep, type Session } from '../../link/session';
import { uuid } from '../../link/uuid';
import { language } from '../../text';
import type { AgencyCard, Calendar, Command, Field, JoinTold, People, Plan, Policy, Problem, Profile, Role, Wish } from '../../wire';
import type { Heads, Issuing } from '../offices/issuing';

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

/** What a conference is made of; of an earlier one, what the next begins with. */
export interface NewConference {
  plan: Plan;
  people?: People;
  policy?: Policy;
  requests?: readonly Wish[];
}

/** What is wrong with a cell, or only noteworthy; `row` as Excel counts. */
export interface RowProblem extends Problem {
  sheet?: string;
  row?: number;
  column?: string;
  value?: string;
}

/** What a conference refers to beside its record. */
export interface References extends Issuing {
  agencies: readonly string[];
  cards: readonly AgencyCard[];
  fields: readonly Field[];
  calendar: Calendar;
  date: string;
}

export const COUNTED = ['points', 'agenda', 'fields', 'agencies', 'issuers', 'signers', 'days', 'leaders', 'delegates', 'requests'] as const;

/** A kind of paper: `own` if it is made from a template of the office; `problem` of one that lies
 * there and cannot be used; `starter` if there is a form to begin with. */
export interface Template {
  kind: string;
  own: boolean;
  starter: boolean;
  problem?: Problem | null;
  fields: readonly string[];
}

/** What files would make. With any problem there is no plan to go on with. */
export interface Preview extends Partial<NewConference> {
  counts: Readonly<Record<(typeof COUNTED)[number], number>>;
  problem_count: number;
  problems: readonly RowProblem[];
  hints: readonly RowProblem[];
}

/** `body` is sent as JSON, a form or file as it is. Rejects with Refusal. */
async function fetched(method: string, path: string, token: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': language.current };
  if (token) headers['Authorization'] = `Bearer ${token}`;
  const raw = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
  const sent = body === undefined ? {} : { body: raw ? body : JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, ...sent });
  } catch {
    throw new Refusal({ code: 'offline', message: '' });
  }
  if (answer.ok) return answer;
  throw new Refusal(await answer.json().catch(() => ({ code: 'offline', message: '' })));
}

async function call<T>(method: string, path: string, token: string, body?: unknown): Promise<T> {
  const answer = await fetched(method, path, token, body);
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

  profiles = async () => (await call<{ profiles: Profile[] }>('GET', '/api/office', this.#token)).profiles;
  houseYears = async () => (await call<{ years: Record<string, Calendar> }>('GET', '/api/office', this.#token)).years;
  ask = (command: Command) => call<{ seq: number }>('POST', '/api/office/ask', this.#token, { id: uuid(), ...command });
  heads = (told: Issuing) => call<Heads>('POST', '/api/issuers/preview', this.#token, told);
  references = (id: string) => call<References>('GET', `/api/conferences/${id}/references`, this.#token);
  holidays = (year: number) => call<Calendar>('GET', `/api/office/holidays?year=${year}`, this.#token);

  setUp = (id: string) => call<NewConference>('GET', `/api/conferences/${id}/setup`, this.#token);
  takeIn = (archive: File) => call<{ id: string; title: string }>('POST', '/api/archives', this.#token, archive);

  /** What `files` would make on top of the conference `like` ("" none). Nothing is written. */
  preview(files: readonly File[], like: string): Promise<Preview> {
    const form = new FormData();
    for (const file of files) form.append('file', file);
    form.append('like', like);
    return call<Preview>('POST', '/api/setup/preview', this.#token, form);
  }

  templates = () => call<Template[]>('GET', '/api/templates', this.#token);
  keepTemplate = (kind: string, file: File) => call<unknown>('PUT', `/api/templates/${kind}.docx`, this.#token, file);
  removeTemplate = (kind: string) => call<unknown>('DELETE', `/api/templates/${kind}.docx`, this.#token);

  /** The office's own, or one to begin with in `profile`. */
  async template(kind: string, profile: string): Promise<Blob> {
    return (await fetched('GET', `/api/templates/${kind}.docx?profile=${profile}`, this.#token)).blob();
  }

  async filledIn(id: string): Promise<Blob> {
    return (await fetched('GET', `/api/conferences/${id}/setup.xlsx`, this.#token)).blob();
  }

  async sample(): Promise<Blob> {
    return (await fetched('GET', '/api/setup/sample.xlsx', this.#token)).blob();
  }
}
