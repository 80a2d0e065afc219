/** The papers of a conference as the secretary looks for them: to sign, to send, to keep. */

/** `captions` are forms of the service's `transcript`; every other name is a kind of the service. */
export const GROUPS = {
  sign: ['minutes', 'notice', 'annex', 'briefing', 'public'],
  send: ['assignments', 'replies', 'petitions', 'results'],
  keep: ['register', 'transcript', 'captions'],
} as const;
export type Group = keyof typeof GROUPS;
export type PaperName = (typeof GROUPS)[Group][number];
export type Form = 'docx' | 'pdf' | 'zip' | 'xlsx' | 'json' | 'vtt' | 'srt';

/** '' is what the plan of the conference says. */
export const PROFILES = ['', 'nd30', 'dang-hd05', 'dang-hd36'] as const;
export type Profile = (typeof PROFILES)[number];

/** What `GET …/documents` tells of one kind: `keys` are the papers of a kind that has several. */
export interface Kind {
  kind: string;
  forms: readonly Form[];
  of: string;
  keys: readonly string[];
}

export interface Offer {
  pdf: boolean;
  papers: readonly Kind[];
}

/** What nobody wrote yet: `row` is where, `missing` what. */
export interface Blank {
  paper: string;
  key: string;
  field: string;
  row: string;
  missing: string;
}

export interface PaperRow extends Kind {
  name: PaperName;
}

const LAID_OUT: readonly Form[] = ['docx', 'pdf', 'zip'];
const SUBTITLES: readonly Form[] = ['vtt', 'srt'];

/** The papers of `group` that the service has, in their order; PDF only where it can be made. */
export function rowsOf(group: Group, offer: Offer): PaperRow[] {
  return GROUPS[group].flatMap((name) => {
    const told = offer.papers.find((one) => one.kind === (name === 'captions' ? 'transcript' : name));
    const forms = told?.forms.filter((form) => SUBTITLES.includes(form) === (name === 'captions') && (form !== 'pdf' || offer.pdf)) ?? [];
    return told && forms.length ? [{ ...told, name, forms }] : [];
  });
}

/** The forms of `row`; of several papers one, if `key` says which, or else all in a zip. */
export function formsOf(row: PaperRow, key: string): readonly Form[] {
  return row.of ? row.forms.filter((form) => (form === 'zip') === !key) : row.forms;
}

/** Where the paper is, in the `profile` of an office and, of the annex, by `grouping`. */
export function pathOf(row: PaperRow, form: Form, { key = '', profile = '', grouping = '' }: { key?: string; profile?: Profile; grouping?: string }): string {
  const query = new URLSearchParams();
  if (profile && LAID_OUT.includes(form)) query.set('profile', profile);
  if (grouping) query.set('grouping', grouping);
  if (row.of && key) query.set(row.of, key);
  const asked = query.toString();
  return `/documents/${row.kind}.${form}${asked ? `?${asked}` : ''}`;
}

/** The blanks of `row`, or of the one paper `key`. */
export function blanksOf(row: { name: string }, blanks: readonly Blank[], key = ''): Blank[] {
  return blanks.filter((one) => one.paper === row.name && (!key || one.key === key));
}
