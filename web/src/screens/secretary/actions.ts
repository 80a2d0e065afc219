/** What the keyboard does at the desk (speech.md §7.4), and on which keys. */

import type { Key } from '../../text';

/** The first of each may be put elsewhere; foot pedals send F1 to F4. */
export const KEYS = {
  log: ['Alt+Y'],
  draft: ['Alt+I'],
  quick: ['Alt+N'],
  opinions: ['Alt+1'],
  rest: ['Alt+2'],
  conclusion: ['Alt+3'],
  previous: ['Alt+ArrowUp'],
  next: ['Alt+ArrowDown'],
  unsure: ['Alt+M'],
  confirm: ['Alt+K'],
  undo: ['Ctrl+Z'],
  play: ['Alt+P'],
  back: ['Alt+J', 'F1'],
  forward: ['Alt+L', 'F2'],
  slower: ['Alt+-', 'F3'],
  faster: ['Alt+=', 'F4'],
  accept: ['Alt+A'],
  speaker: ['Alt+S'],
  stamp: ['Ctrl+J'],
  save: ['Ctrl+Enter'],
  verify: ['Ctrl+Shift+Enter'],
  split: ['Enter'],
  merge: ['Ctrl+Backspace'],
  mergeNext: ['Ctrl+Delete'],
  moveBack: ['Ctrl+ArrowUp'],
  moveOn: ['Ctrl+ArrowDown'],
} as const satisfies Record<string, readonly string[]>;

export type Action = keyof typeof KEYS;

export const LABELS = {
  log: 'opinions.log',
  draft: 'opinions.nextDraft',
  quick: 'secretary.quick',
  opinions: 'opinions.title',
  rest: 'secretary.rest',
  conclusion: 'secretary.conclusion',
  previous: 'secretary.keyPrevious',
  next: 'secretary.keyNext',
  unsure: 'secretary.unsureNext',
  confirm: 'secretary.confirm',
  undo: 'secretary.undo',
  play: 'secretary.keyPlay',
  back: 'secretary.back',
  forward: 'secretary.forward',
  slower: 'secretary.slower',
  faster: 'secretary.faster',
  accept: 'secretary.keyAccept',
  speaker: 'secretary.correctTitle',
  stamp: 'secretary.keyStamp',
  save: 'secretary.keySave',
  verify: 'secretary.keyVerify',
  split: 'secretary.keySplit',
  merge: 'secretary.keyMerge',
  mergeNext: 'secretary.keyMergeNext',
  moveBack: 'secretary.keyMoveBack',
  moveOn: 'secretary.keyMoveOn',
} as const satisfies Record<Action, Key>;
