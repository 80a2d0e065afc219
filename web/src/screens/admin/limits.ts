/** The time limits of a conference as they are typed: minutes or seconds; and back. */

import { DEFAULTS, type Rules } from '../../wire';

/** `per` is how many seconds the typed unit has; counts have 1. */
export const LIMITS = [
  { key: 'speech', per: 60 }, { key: 'reply', per: 60 }, { key: 'back', per: 60 }, { key: 'order', per: 60 }, { key: 'debate', per: 60 },
  { key: 'warn', per: 1 }, { key: 'answer', per: 1 }, { key: 'waiting', per: 1 },
] as const; // prettier-ignore
export type LimitKey = (typeof LIMITS)[number]['key'];
export type Typed = Record<LimitKey, string>;

const MOST = { seconds: 21_600, count: 1000 };
export const wireKey = (key: LimitKey): keyof Rules => (key === 'waiting' ? 'waiting_per_point' : key);

export function typedOf(rules: Rules | undefined): Typed {
  const whole = { back: 0, order: 0, debate: 0, ...DEFAULTS.Rules, ...rules };
  const text = (value: number) => String(Math.round(value * 10) / 10).replace('.', ',');
  return Object.fromEntries(LIMITS.map(({ key, per }) => [key, text((whole[wireKey(key)] ?? 0) / per)])) as Typed;
}

/** The rules, or the first limit that is no number within its bounds. */
export function rulesFrom(typed: Typed): { rules: Rules; wrong?: undefined } | { wrong: LimitKey; rules?: undefined } {
  const rules: Rules = {};
  for (const { key, per } of LIMITS) {
    const text = typed[key].trim().replace(',', '.');
    const value = Math.round(Number(text) * per);
    const most = key === 'waiting' ? MOST.count : MOST.seconds;
    if (!/^\d{1,5}(\.\d)?$/.test(text) || value > most) return { wrong: key };
    rules[wireKey(key)] = value;
  }
  return { rules };
}
