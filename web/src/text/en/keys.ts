export const keys = {
  title: 'Keyboard shortcuts',
  help: 'Show shortcuts',
  empty: 'No shortcuts on this page',
  typing: 'Shortcuts rest while text is being typed.',
} as const;
