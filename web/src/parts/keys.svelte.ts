import { untrack } from 'svelte';

/**
 * Keyboard shortcuts of the screen that is open; `?` shows them.
 *
 *   useKeys(() => [{ key: 'F2', label: t('floor.callNext'), run: callNext }]);
 *
 * A shortcut rests while text is typed (UniKey sends Backspace and bursts), while a dialog is
 * open, and while its key is held down. Names as in `event.key`, with "Ctrl+", "Alt+", "Shift+".
 */

export interface Shortcut {
  key: string;
  label: string;
  /** Absent for keys that a part handles by itself and that are only told here. */
  run?: () => void;
  /** Also while typing: only for function keys and Ctrl combinations. */
  typing?: boolean;
  /** Puts it on another key; says what is wrong with that one. Absent where it cannot be moved. */
  move?: (key: string) => string;
}

let groups = $state.raw<readonly (() => readonly Shortcut[])[]>([]);
/** `reset`, where keys have been moved: puts them back. */
export const keyHelp = $state<{ open: boolean; reset: (() => void) | undefined }>({ open: false, reset: undefined });

/** Every shortcut that works now. */
export function shortcuts(): Shortcut[] {
  return groups.flatMap((group) => group());
}

/** Registers shortcuts for as long as the calling component lives. */
export function useKeys(of: () => readonly Shortcut[]): void {
  $effect(() => {
    groups = [...untrack(() => groups), of];
    return () => {
      groups = groups.filter((one) => one !== of);
    };
  });
}

/** The one listener, on the window. */
export function onKey(event: KeyboardEvent): void {
  if (event.repeat || event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const pressed = nameOf(event);
  const typing = isTyping(event.target);
  if (pressed === '?' && !typing) {
    keyHelp.open = true;
    event.preventDefault();
    return;
  }
  const found = shortcuts().find((one) => one.run && one.key.toLowerCase() === pressed.toLowerCase() && (!typing || one.typing));
  if (!found?.run) return;
  event.preventDefault();
  found.run();
}

/** "Alt+J": as a shortcut names what was pressed. */
export function nameOf(event: KeyboardEvent): string {
  const { ctrlKey, altKey, metaKey, shiftKey, key } = event;
  const printable = key.length === 1; // "?" already says that Shift was down
  const parts = [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shiftKey && !printable ? 'Shift' : '', key];
  return parts.filter(Boolean).join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio', 'submit'].includes(target.type);
  return target.isContentEditable || target.matches('textarea, select, [role="combobox"]');
}
