/** Text not yet saved, in sessionStorage: it survives a reload, a closed form, a lost line. */

const PREFIX = 'caunoi.draft.';

export class Drafts {
  #prefix: string;

  /** `owner` keeps apart the conferences that one browser works for. */
  constructor(owner: string) {
    this.#prefix = `${PREFIX}${owner}.`;
  }

  get<T>(key: string): T | undefined {
    try {
      const text = sessionStorage.getItem(this.#prefix + key);
      return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
      return undefined; // storage is off, or holds something else
    }
  }

  set(key: string, value: unknown): void {
    try {
      sessionStorage.setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the text lives as long as its form.
    }
  }

  drop(key: string): void {
    try {
      sessionStorage.removeItem(this.#prefix + key);
    } catch {
      // As above.
    }
  }
}
