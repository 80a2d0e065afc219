/** Shortcuts that people may put on other keys. What they chose stays in this browser. */

const PREFIX = 'caunoi.keys.';
/** The browser's, the system's, or an input method's (UniKey: Alt+Z; Ctrl+Shift by itself). */
const TAKEN = /^(F5|F6|F11|F12|Alt\+(F4|Tab|ArrowLeft|ArrowRight|[zdef])|Ctrl\+[acvxzyrtwnpfl])$/i;
/** Works while text is typed: no letter, no bare arrow. */
const FIT = /^((Ctrl|Alt|Ctrl\+Alt)\+.+|F\d+)$/i;

export type Wrong = 'unfit' | 'taken' | 'used';

export class Keymap<A extends string> {
  #page: string;
  #own: Readonly<Record<A, readonly string[]>>;
  #chosen = $state.raw<Partial<Record<A, string>>>({});

  /** `own`: each action's keys, the first is the one that may be put elsewhere. */
  constructor(page: string, own: Readonly<Record<A, readonly string[]>>) {
    this.#page = page;
    this.#own = own;
    this.#chosen = stored(PREFIX + page);
  }

  /** The keys that do `action`. */
  of(action: A): readonly string[] {
    const [first = '', ...also] = this.#own[action];
    const chosen = this.#chosen[action];
    return chosen ? [chosen, ...also.filter((key) => !alike(key, chosen))] : [first, ...also];
  }

  /** Does `key`, as it was pressed, do `action`? */
  does(action: A, key: string): boolean {
    return this.of(action).some((own) => alike(own, key));
  }

  changed(): boolean {
    return Object.keys(this.#chosen).length > 0;
  }

  /** Put `action` on `key`, unless something is wrong with it. */
  put(action: A, key: string): Wrong | undefined {
    if (TAKEN.test(key)) return 'taken';
    if (!FIT.test(key)) return 'unfit';
    const others = (Object.keys(this.#own) as A[]).filter((other) => other !== action);
    if (others.some((other) => this.of(other).some((own) => alike(own, key)))) return 'used';
    this.#keep({ ...this.#chosen, [action]: key });
    return undefined;
  }

  reset(): void {
    this.#keep({});
  }

  #keep(chosen: Partial<Record<A, string>>): void {
    this.#chosen = chosen;
    try {
      localStorage.setItem(PREFIX + this.#page, JSON.stringify(chosen));
    } catch {
      // Off or full: the keys stay for as long as the page.
    }
  }
}

const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function stored<A extends string>(key: string): Partial<Record<A, string>> {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    const entries = Object.entries(told as object).filter(([, value]) => typeof value === 'string' && FIT.test(value));
    return Object.fromEntries(entries) as Partial<Record<A, string>>;
  } catch {
    return {}; // storage is off, or holds something else
  }
}
