import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The colours of a theme: the light ones, and over them the dark. */
function colours(dark: boolean): Map<string, string> {
  const css = readFileSync('src/style/tokens.css', 'utf8');
  const at = css.indexOf(":root[data-theme='dark']");
  const text = css.slice(0, at) + (dark ? css.slice(at, css.indexOf('@media', at)) : '');
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ['paper', 'surface', 'sunken'];
const PAIRS: [string, string, number][] = [
  ...PAPERS.flatMap((on): [string, string, number][] => [['ink', on, 7], ['ink-soft', on, 5.5], ['ink-faint', on, 4.5]]),
  ...['paper', 'surface'].flatMap((on): [string, string, number][] => [
    ['link', on, 4.5], ['gold-ink', on, 4.5], ['clay-ink', on, 4.5], ['bamboo-ink', on, 4.5], ['lacquer', on, 4.5],
    ['edge', on, 3], ['focus', on, 3], ['clay', on, 3], ['bamboo', on, 3], ['gold', on, 2.9],
  ]),
  ['on-primary', 'primary', 7], ['on-primary', 'primary-deep', 7], ['primary', 'primary-soft', 4.5], ['ink', 'primary-soft', 7],
  ['gold-ink', 'gold-soft', 4.5], ['clay-ink', 'clay-soft', 4.5], ['bamboo-ink', 'bamboo-soft', 4.5],
  ['on-lacquer', 'lacquer', 4.5], ['lacquer', 'lacquer-soft', 4.5], ['bar-ink', 'bar', 7], ['bar-soft', 'bar', 4.5],
]; // prettier-ignore

describe.each([['light', false], ['dark', true]] as const)('%s', (_, dark) => {
  const of = colours(dark);
  it.each(PAIRS)('%s on %s holds %d : 1', (ink, paper, least) => {
    expect(contrast(of.get(ink) ?? '', of.get(paper) ?? '')).toBeGreaterThanOrEqual(least);
  });
});
