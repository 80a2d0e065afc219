export const keys = {
  title: 'Keyboard shortcuts',
  help: 'Show shortcuts',
  empty: 'No shortcuts on this page',
  typing: 'While you type, only keys with Alt or Ctrl and function keys work.',
  move: 'Change key',
  press: 'Press the new key, Esc to cancel',
  reset: 'Restore the original keys',
  unfit: 'Choose a key with Alt or Ctrl, or a function key',
  taken: 'The browser, the system or UniKey uses this key',
  used: 'This key already does something else here',
} as const;
