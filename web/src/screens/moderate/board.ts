/** The points board's questions. Pure, in the plan's order: nothing is ever sorted. */

import { fold } from '../../room/find';
import type { Check, PointView } from '../../wire';

export type Filter = 'all' | 'lost' | 'unchecked' | 'signal' | 'trial';

/** What each point walks through in a trial (day.md D11). */
export const CHECKS = ['hand', 'call', 'microphone', 'chime', 'message'] as const satisfies readonly Check[];

/** Neighbours of one cluster: drawn together or not at all, and only when one of them changed. */
export interface Block {
  id: string;
  points: readonly PointView[];
}
const BLOCK = 15;

export interface Cluster {
  name: string;
  points: PointView[];
  blocks: readonly Block[];
  here: number;
  all: number;
}

export interface Counts {
  /** Communes only: the venue is not one of the 177. */
  all: number;
  here: number;
  lost: number;
  checked: number;
  unchecked: number;
  present: number;
  /** Picture or voice weak or gone. */
  poor: number;
  /** Picture or voice not looked at yet. */
  unknown: number;
  /** Has not passed the trial. */
  untried: number;
}

export function isPoor(point: PointView): boolean {
  return [point.picture, point.voice].some((one) => one === 'weak' || one === 'none');
}

export function isUnknown(point: PointView): boolean {
  return point.picture === 'unknown' || point.voice === 'unknown';
}

/** The main venue has no trial of its own. */
export function passedTrial(point: PointView): boolean {
  return point.kind === 'venue' || (point.checks?.length ?? 0) >= CHECKS.length;
}

export function passes(point: PointView, filter: Filter): boolean {
  switch (filter) {
    case 'lost':
      return point.kind !== 'venue' && point.link !== 'here';
    case 'unchecked':
      return point.present === undefined;
    case 'signal':
      return isPoor(point);
    case 'trial':
      return !passedTrial(point);
    default:
      return true;
  }
}

/** Names as they are searched. They never change, so each is folded once. */
const foldedNames = new Map<string, string>();
function folded(name: string): string {
  let known = foldedNames.get(name);
  if (known === undefined) foldedNames.set(name, (known = ` ${fold(name)} ${fold(name).replace(/ /g, '')}`));
  return known;
}

/** Points by cluster, all of them. What is as it was in `before` is the very object of before. */
export function clusters(points: readonly PointView[], before: readonly Cluster[] = []): Cluster[] {
  const found = new Map<string, Cluster>();
  for (const point of points) {
    const name = point.kind === 'venue' ? '' : (point.cluster ?? '');
    let cluster = found.get(name);
    if (!cluster) found.set(name, (cluster = { name, points: [], blocks: [], here: 0, all: 0 }));
    cluster.points.push(point);
    cluster.all++;
    if (point.link === 'here') cluster.here++;
  }
  return [...found.values()].map((fresh) => {
    const old = before.find((one) => one.name === fresh.name);
    return old && same(old.points, fresh.points) ? old : { ...fresh, blocks: blocks(fresh.points, old?.blocks ?? []) };
  });
}

function blocks(points: readonly PointView[], before: readonly Block[]): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < points.length; at += BLOCK) {
    const part = points.slice(at, at + BLOCK);
    const old = before[found.length];
    found.push(old && same(old.points, part) ? old : { id: part[0]?.id ?? '', points: part });
  }
  return found;
}

const same = (a: readonly PointView[], b: readonly PointView[]) => a.length === b.length && a.every((one, at) => one === b[at]);

/** Does `point` belong to what is typed and chosen? Rows that do not are hidden, not taken away. */
export function shows(point: PointView, filter: Filter, wanted: string): boolean {
  return passes(point, filter) && (!wanted || folded(point.name).includes(wanted));
}

/** What was typed, as `shows` wants it. */
export function wantedOf(typed: string): string {
  return fold(typed);
}

export function count(points: readonly PointView[]): Counts {
  const counts: Counts = { all: 0, here: 0, lost: 0, checked: 0, unchecked: 0, present: 0, poor: 0, unknown: 0, untried: 0 };
  for (const point of points) {
    counts.present += point.present ?? 0;
    if (point.present === undefined) counts.unchecked++;
    else counts.checked++;
    if (!passedTrial(point)) counts.untried++;
    if (isPoor(point)) counts.poor++;
    else if (isUnknown(point)) counts.unknown++;
    if (point.kind === 'venue') continue;
    counts.all++;
    if (point.link === 'here') counts.here++;
    if (point.link === 'lost') counts.lost++;
  }
  return counts;
}
