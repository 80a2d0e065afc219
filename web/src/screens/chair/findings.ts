/** What does not fit together, as a person reads it; tasks and orders by where they stand. */

import type { ConclusionView, Finding, HeardOrder, OpinionView, Task } from '../../wire';

export const KINDS = ['dates', 'no_task', 'no_due', 'no_lead', 'unanswered'] as const satisfies readonly Finding['kind'][];

export interface Place {
  /** Of the point, from 1 as it is read out; of the task in it. */
  no: number;
  task: number;
  of: Task | undefined;
}

/** Where a task stands; undefined if none is meant. */
export function placeOf(conclusion: ConclusionView | undefined, about: Pick<Finding | HeardOrder, 'point' | 'task'>): Place | undefined {
  if (!about.point) return undefined;
  const at = about.task ?? 0;
  return {
    no: (conclusion?.order.indexOf(about.point) ?? -1) + 1,
    task: at + 1,
    of: conclusion?.points[about.point]?.tasks?.[at],
  };
}

export interface Line {
  key: string;
  finding: Finding;
  row: OpinionView | undefined;
  place: Place | undefined;
}

/** The findings of one kind after the other, each with what it is about; no empty groups. */
export function groupsOf(
  findings: readonly Finding[],
  rows: Readonly<Record<string, OpinionView>>,
  conclusion: ConclusionView | undefined,
): { kind: Finding['kind']; lines: Line[] }[] {
  const lines = findings.map((finding) => ({
    key: [finding.kind, finding.opinion, finding.point, finding.task].join(),
    finding,
    row: rows[finding.opinion ?? ''],
    place: placeOf(conclusion, finding),
  }));
  return KINDS.map((kind) => ({ kind, lines: lines.filter((line) => line.finding.kind === kind) })).filter((group) => group.lines.length);
}

/** `order` with `id` one place earlier (-1) or later (1). */
export function moved(order: readonly string[], id: string, by: -1 | 1): string[] {
  const at = order.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return [...order];
  const next = [...order];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** The point as it would be with what was said instead: its agency and day, or a task more. */
export function asSaid(tasks: readonly Task[], order: HeardOrder): Task[] {
  const said = { lead: order.agency, ...(order.due ? { due: order.due } : {}) };
  if (!order.point) return [...tasks, { content: upper(order.action), ...said }];
  return tasks.map((task, at) => {
    if (at !== (order.task ?? 0)) return task;
    const { term: _, ...rest } = task; // the day that was said, not one that is counted
    const differs = order.differs ?? [];
    return {
      ...(differs.includes('due') ? rest : task),
      ...(differs.includes('lead') ? { lead: order.agency } : {}),
      ...(differs.includes('due') && order.due ? { due: order.due } : {}),
    };
  });
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
