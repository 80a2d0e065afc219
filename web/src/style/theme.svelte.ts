/** Light, dark, or as the device says; remembered. */

export type Theme = 'auto' | 'light' | 'dark';
const STORED = 'caunoi.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

let chosen = $state.raw<Theme>('auto');

export const theme = {
  get current(): Theme {
    return chosen;
  },
  set(to: Theme): void {
    chosen = to;
    try {
      localStorage.setItem(STORED, to);
    } catch {
      // Not remembered, then.
    }
    show();
  },
};

/** Call once, before anything is drawn. */
export function startTheme(): void {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === 'light' || stored === 'dark') chosen = stored;
  } catch {
    // Storage is forbidden: as the device says.
  }
  dark.addEventListener('change', show);
  show();
}

function show(): void {
  const shown = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset['theme'] = shown;
}
