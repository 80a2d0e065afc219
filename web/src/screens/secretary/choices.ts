/** Small choices of whoever works at this desk, in localStorage. */

const PREFIX = 'caunoi.desk.';

/** What was chosen for `key`; "" for nothing, or where storage is off. */
export function choice(key: string): string {
  try {
    return localStorage.getItem(PREFIX + key) ?? '';
  } catch {
    return '';
  }
}

/** `value` "" forgets it. */
export function choose(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(PREFIX + key, value);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // Off or full: the choice lives as long as the page.
  }
}
