/** The register across conferences: HTTP with whatever token this browser has. */

import { Refusal } from '../../link/refusal';
import type { Session } from '../../link/session';
import { uuid } from '../../link/uuid';
import { language } from '../../text';
import type { RowProblem } from '../admin/office';
import type { Answer, Calendar, Command, Deadline, Level, Person, Result, Slip, TurnStage } from '../../wire';

/** An opinion as the register has it; what is empty is absent. Days are ISO. */
export interface Row {
  id: string;
  code: string;
  day?: string;
  level?: Level;
  place?: string;
  person?: string;
  unit?: string;
  petitioners?: number;
  field?: string;
  authority?: Level;
  beyond?: boolean;
  lead?: string;
  coordinating?: string;
  summary?: string;
  answer: Answer;
  answer_text?: string;
  promise?: string;
  answer_by?: string;
  answered_on?: string;
  paper_no?: string;
  paper_day?: string;
  paper_file?: string;
  result: Result;
  resolve_by?: string;
  resolved_on?: string;
  outcome?: string;
  outcome_no?: string;
  outcome_day?: string;
  outcome_file?: string;
  forwarded_to?: string;
  forward_no?: string;
  forward_day?: string;
  due?: string;
  /** The result that the agency reports; the office has not confirmed it. */
  reported?: Result;
  report_text?: string;
  report_no?: string;
  report_day?: string;
  report_file?: string;
  /** The deadline that it asks to have moved. */
  time_of?: Deadline;
  time_until?: string;
  time_reason?: string;
  /** Why the office did not agree to the last. */
  sent_back?: string;
  version: number;
}

/** What a file would add to the programme. With any problem there is nothing to add. */
export interface ProgrammePreview {
  meetings: readonly Meeting[];
  count: number;
  known: number;
  problem_count: number;
  problems: readonly RowProblem[];
  hints: readonly RowProblem[];
}

export type Standing = 'ahead' | 'soon' | 'overdue';

export interface Found {
  conference: string;
  title: string;
  row: Row;
  standing?: Standing;
}

/** The row that a form is open on. */
export interface OnRow {
  readonly register: Register;
  readonly found: Found;
  /** Fetches the row; the form stays. */
  again(): Promise<void>;
  /** The form has done its work. */
  done(): Promise<void>;
  /** Opens the form on the row as it is now. */
  anew(): void;
}

/** An opinion of a merged agency. */
export interface Inherited {
  conference: string;
  opinion: string;
  code: string;
  title: string;
  lead: string;
  summary: string;
}

/** One that could not be given on: why, in words, and what it is. */
export interface NotGiven {
  conference: string;
  opinion: string;
  message: string;
  row?: Inherited | undefined;
}

export interface Change {
  seq: number;
  at: number;
  role: string;
  field: string;
  old?: unknown;
  new?: unknown;
}

export interface Choices {
  /** Of somebody who came in for an agency: its name, and nothing else. */
  agency?: string;
  fields?: readonly string[];
  agencies?: readonly string[];
  conferences?: readonly { id: string; title: string; day: string }[];
}

export interface Table {
  id: string;
  title: string;
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  total?: readonly (string | number)[];
}

export interface Report {
  period: { name: string; since: string; until: string };
  tables: readonly Table[];
}

export interface Agency {
  id: string;
  name: string;
  short?: string;
  level?: Level;
  rank?: number;
  since?: string;
  until?: string;
  into?: readonly string[];
}

export interface Figures {
  conferences?: number;
  attended?: number;
  points?: number;
  turns?: number;
  opinions?: number;
  answered_here?: number;
  answered_written?: number;
  forwarded?: number;
  resolved?: number;
}

export interface Meeting {
  id: string;
  title: string;
  month: string;
  day?: string;
  place?: string;
  content?: string;
  audience?: string;
  level?: Level;
  occasion?: 'regular' | 'extra';
  form?: 'direct' | 'online' | 'hybrid';
  conference?: string;
  figures?: Figures;
}

export interface Lists {
  today: string;
  agencies: readonly Agency[];
  listed: readonly string[];
  years: Readonly<Record<string, { off?: readonly string[]; worked?: readonly string[] }>>;
  meetings: readonly Meeting[];
  /** The first one by name writes where none is chosen. */
  profiles: readonly { id: string; name: string }[];
  units: number;
}

export interface Unit {
  id: string;
  name: string;
  type?: string;
  level?: Level;
  parent?: string;
  since?: string;
  until?: string;
  now?: readonly string[];
}

/** Somebody at hand in a conference under way: `about` is what a slip names. */
export interface Speaker {
  about: string;
  stage: TurnStage | 'next';
  place: string;
  speaker: Person;
  topic: string;
  field: string;
}

/** A conference under way, as an agency knows it: its own name there, or those to choose among. */
export interface UnderWay {
  id: string;
  title: string;
  agency?: string;
  agencies?: readonly string[];
  speakers: readonly Speaker[];
  slips: readonly Slip[];
}

/** How many reminders an agency has; "" nobody's. */
export interface Owed {
  agency: string;
  count: number;
}

export type Query = Readonly<Record<string, string | readonly string[]>>;

/** `query` as an address has it; what is empty is left out. */
export function asked(query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'string' ? [value] : value) if (one) parts.append(name, one);
  }
  const text = parts.toString();
  return text ? `?${text}` : '';
}

export class Register {
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** Somebody of the house itself, who sees every conference. */
  get ofHouse(): boolean {
    return this.session.conference === '' && this.session.role !== 'agency';
  }

  get ofAgency(): boolean {
    return this.session.role === 'agency';
  }

  /** Came in by a conference's own code: it passes slips there, and says for which agency. */
  get ofConference(): boolean {
    return this.ofAgency && this.session.conference !== '';
  }

  /** May write the office's own lists. */
  get keeper(): boolean {
    return this.ofHouse && (this.session.role === 'admin' || this.session.role === 'secretary_lead');
  }

  /** Decides what an agency reports and asks for. */
  get decides(): boolean {
    return this.session.role === 'admin' || this.session.role === 'secretary_lead';
  }

  /** May say what becomes of an opinion. */
  get follows(): boolean {
    return ['admin', 'secretary', 'secretary_lead', 'agency'].includes(this.session.role);
  }

  find = (query: Query) => this.#get<{ count: number; rows: Found[]; today: string; soon: string }>(`/api/register${asked(query)}`);
  choices = () => this.#get<Choices>('/api/register/choices');
  show = (found: Found) => this.#get<Found & { history: Change[] }>(`/api/register/${found.conference}/${found.row.id}`);
  reminders = (query: Query) => this.#get<{ count: number; agencies?: Owed[]; rows: Found[] }>(`/api/register/reminders${asked(query)}`);
  report = (query: Query) => this.#get<Report>(`/api/statistics${asked(query)}`);
  previous = (conference: string, of = '') => this.#get<{ title: string; day: string; rows: Found[] }>(`/api/conferences/${conference}/previous${asked({ of })}`);
  lists = () => this.#get<Lists>('/api/office');
  units = (day: string) => this.#get<{ day: string; levels: Level[]; units: Unit[] }>(`/api/office/units${asked({ day })}`);
  underWay = () => this.#get<{ conferences: readonly UnderWay[] }>('/api/slips');
  holidays = (year: number) => this.#get<Calendar>(`/api/office/holidays${asked({ year: String(year) })}`);
  previewProgramme = (file: File) => this.#post<ProgrammePreview>(`/api/office/programme/preview${asked({ name: file.name })}`, file);
  codes = () => this.#get<Record<string, string>>('/api/office/codes');

  /** A command of one conference, or of the office (`conference` ""). */
  ask(conference: string, command: Command): Promise<{ seq: number }> {
    const path = conference ? `/api/conferences/${conference}/ask` : '/api/office/ask';
    return this.#post(path, { id: uuid(), ...command });
  }

  issueCode = (agency: string) => this.#post<{ code: string }>(`/api/office/agencies/${agency}/code`, {});
  openOf = (agency: string) => this.#get<Inherited[]>(`/api/office/agencies/${agency}/open`);
  previewUnits = (file: File) => this.#post<{ command: Command; count: number; split: number }>(`/api/office/units/preview${asked({ name: file.name })}`, file);

  /** Gives what is still open of the agencies that `agency` took over on to it. */
  async giveOn(agency: string): Promise<{ moved: number; left: readonly NotGiven[] }> {
    const open = await this.openOf(agency);
    if (!open.length) return { moved: 0, left: [] };
    const told = await this.#post<{ moved: number; left?: NotGiven[] }>(`/api/office/agencies/${agency}/reassign`, { id: uuid() });
    const rowOf = (of: NotGiven) => open.find((one) => one.conference === of.conference && one.opinion === of.opinion);
    return { moved: told.moved, left: (told.left ?? []).map((one) => ({ ...one, row: rowOf(one) })) };
  }

  /** Keeps the file of an answer; the command that answers names it. */
  handIn(found: Found, file: File): Promise<{ file: string }> {
    return this.#post(`/api/register/${found.conference}/${found.row.id}/files${asked({ name: file.name })}`, file);
  }

  /** Fetches a file and lets the browser keep it under its own name. */
  async download(path: string): Promise<void> {
    const answer = await this.#fetch('GET', path);
    const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'tep';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async #get<T>(path: string): Promise<T> {
    return (await (await this.#fetch('GET', path)).json()) as T;
  }

  async #post<T>(path: string, body: object): Promise<T> {
    return (await (await this.#fetch('POST', path, body)).json()) as T;
  }

  /** Rejects with a Refusal. */
  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.session.token}`, 'Accept-Language': language.current };
    const raw = body instanceof Blob;
    if (body && !raw) headers['Content-Type'] = 'application/json';
    let answer: Response;
    try {
      answer = await fetch(path, { method, headers, ...(body ? { body: raw ? body : JSON.stringify(body) } : {}) });
    } catch {
      throw new Refusal({ code: 'offline', message: '' });
    }
    if (answer.ok) return answer;
    throw new Refusal(await answer.json().catch(() => ({ code: 'offline', message: '' })));
  }
}
