/** Who issues and who signs: as it is typed, and as the service takes it. */

import { Refusal } from '../../link/refusal';
import type { IssuingBodies, Person, Signers } from '../../wire';

export const SIDES = ['state', 'party'] as const;
export type Side = (typeof SIDES)[number];
/** The forms of papers that a side may have; "" is its own. */
export const FORMS = { state: ['', 'nd30'], party: ['', 'dang-hd05', 'dang-hd36'] } as const;

export interface Issuing {
  issuers: IssuingBodies;
  signers: Signers;
}

/** One side as it is typed. */
export interface Typed {
  profile: string;
  parent: string;
  name: string;
  symbol: string;
  place: string;
  authority: string;
  recipients: string;
  keeper: string;
  old_tones: boolean;
  signer: string;
  title: string;
}

/** Head and foot of a side's papers, as they would be printed. */
export interface Head {
  profile: string;
  nation: string;
  motto: string;
  star: string;
  heading: { parent: string; issuer: string; number: string; place_date: string };
  signature: { authority: string; title: string; name: string };
  recipients: readonly string[];
  kept: string;
  font: string;
  margins: readonly number[];
}
export type Heads = Readonly<Record<Side, Head>>;

export function typedOf({ issuers, signers }: Issuing, side: Side): Typed {
  const { profile = '', parent = '', name = '', symbol = '', place = '', authority = '', recipients = [], keeper = '', old_tones = false } = issuers[side] ?? {};
  const { name: signer = '', title = '' } = signers[side] ?? {};
  return { profile, parent, name, symbol, place, authority, recipients: recipients.join('\n'), keeper, old_tones, signer, title };
}

/** What of a person the form does not show stays as it was `before`. */
export function issuingOf(typed: Readonly<Record<Side, Typed>>, before: Issuing): Issuing {
  const body = ({ signer: _, title: __, recipients, ...rest }: Typed) => ({
    ...trimmed(rest), recipients: recipients.split('\n').map((line) => line.trim()).filter(Boolean),
  }); // prettier-ignore
  const person = (side: Side): Person => ({ ...before.signers[side], name: typed[side].signer.trim(), title: typed[side].title.trim() });
  return {
    issuers: { party: body(typed.party), state: body(typed.state) },
    signers: { party: person('party'), state: person('state') },
  };
}

function trimmed<T extends object>(one: T): T {
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value])) as T;
}

/** Which side's form was refused, and why; undefined for every other error. */
export function wrongForm(error: unknown): { side: Side; message: string } | undefined {
  return error instanceof Refusal && error.code === 'wrong_form' ? { side: error.fields['side'] as Side, message: error.message } : undefined;
}
