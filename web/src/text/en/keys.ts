export const keys = {
  title: 'Keyboard shortcuts',
  help: 'Show shortcuts',
  empty: 'No shortcuts on this page',
  typing: 'While you type, only keys with Alt or Ctrl and function keys work.',
} as const;
