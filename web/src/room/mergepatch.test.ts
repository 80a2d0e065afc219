import { describe, expect, it } from 'vitest';
import { mergePatch } from './mergepatch';

describe('the examples of RFC 7396', () => {
  const rows: [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [['a', 'b'], ['c', 'd'], ['c', 'd']],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it.each(rows)('%j + %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });
});

it('keeps the identity of what it does not touch', () => {
  const before = { left: { a: 1 }, right: { b: { c: 2 }, d: { e: 3 } } };
  const after = mergePatch(before, { right: { b: { c: 4 } } });
  expect(after).not.toBe(before);
  expect(after.left).toBe(before.left);
  expect(after.right.d).toBe(before.right.d);
  expect(before.right.b.c).toBe(2);
  expect(mergePatch(before, { right: { b: { c: 2 } } })).toBe(before);
  expect(mergePatch(before, {})).toBe(before);
});

it('never touches a prototype', () => {
  const after = mergePatch({}, JSON.parse('{"__proto__": {"polluted": 1}}')) as Record<string, unknown>;
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
});

/** A small deterministic source of chance (mulberry32): a failure can be replayed. */
function chance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function someJson(next: () => number, depth: number): unknown {
  const kind = next();
  if (depth === 0 || kind < 0.3) return Math.floor(next() * 4);
  if (kind < 0.4) return Array.from({ length: Math.floor(next() * 3) }, () => Math.floor(next() * 3));
  return Object.fromEntries(
    Array.from({ length: Math.floor(next() * 4) }, () => ['abcd'[Math.floor(next() * 4)], someJson(next, depth - 1)]),
  );
}

/** The server's diff (live/mirror.py), in TypeScript. */
function diff(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  const plain = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && !Array.isArray(v);
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null;
  for (const [key, fresh] of Object.entries(after)) {
    const old = before[key];
    if (key in before && plain(old) && plain(fresh)) {
      const inner = diff(old, fresh);
      if (Object.keys(inner).length) patch[key] = inner;
    } else if (!(key in before) || JSON.stringify(old) !== JSON.stringify(fresh)) patch[key] = fresh;
  }
  return patch;
}

it('turns any view into any other by the difference between them, and changes neither', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const next = chance(seed);
    const [before, after] = [{ x: someJson(next, 4) }, { x: someJson(next, 4) }];
    const kept = structuredClone(before);
    expect(mergePatch(before, diff(before, after)), `seed ${seed}`).toEqual(after);
    expect(before).toEqual(kept);
  }
});
