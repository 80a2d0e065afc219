import { beforeEach, expect, it } from 'vitest';
import { Keymap } from './keymap.svelte';

const OWN = { back: ['Alt+J', 'F1'], play: ['Alt+P'], split: ['Enter'] } as const;
beforeEach(() => localStorage.clear());

it('puts an action on another key, for this browser', () => {
  expect(new Keymap('desk', OWN).put('back', 'Alt+B')).toBeUndefined();
  const again = new Keymap('desk', OWN);
  expect([again.of('back'), again.of('play'), again.changed()]).toEqual([['Alt+B', 'F1'], ['Alt+P'], true]);
  expect(new Keymap('other', OWN).of('back')).toEqual(['Alt+J', 'F1']);
  again.reset();
  expect([again.of('back'), new Keymap('desk', OWN).changed()]).toEqual([['Alt+J', 'F1'], false]);
});

it.each([
  ['b', 'unfit'], ['Backspace', 'unfit'], ['Shift+B', 'unfit'], ['Enter', 'unfit'],
  ['F5', 'taken'], ['Alt+Z', 'taken'], ['Ctrl+c', 'taken'], ['Alt+p', 'used'], ['F1', undefined], ['F9', undefined],
] as const)('%s for going back is %s', (key, wrong) => {
  const keys = new Keymap('desk', OWN);
  expect(keys.put('back', key)).toBe(wrong);
  expect(keys.of('back')).toEqual(wrong ? ['Alt+J', 'F1'] : key === 'F1' ? ['F1'] : [key, 'F1']);
}); // prettier-ignore

it('one key does one thing', () => {
  const keys = new Keymap('desk', OWN);
  keys.put('back', 'Alt+K');
  expect(keys.put('play', 'alt+k')).toBe('used');
  expect(keys.put('play', 'Alt+J')).toBeUndefined(); // free again
});

it.each(['nonsense', '[]', '{"back":1,"play":"x"}', '{"back":null}'])('what somebody else stored (%s) changes nothing', (stored) => {
  localStorage.setItem('caunoi.keys.desk', stored);
  expect(new Keymap('desk', OWN).of('back')).toEqual(['Alt+J', 'F1']);
});
