/** One point of the conclusion as it is being typed. */

import type { ConclusionPointView, Issuer, Task } from '../../wire';

export type Counting = 'day' | 'working' | 'days';

export interface OpenTask {
  content: string;
  lead: string;
  coordinating: readonly string[];
  due: string;
  opinions: readonly string[];
  counting: Counting;
  days: string;
}

/** `version` is the one that was seen; 0 for a new point. */
export interface Kept {
  title: string;
  text: string;
  tasks: Task[];
  issuers: readonly Issuer[];
  opinions: readonly string[];
  version: number;
}

export const opened = (of: ConclusionPointView | undefined): Kept => ({
  title: of?.title ?? '', text: of?.text ?? '', tasks: [...(of?.tasks ?? [])], issuers: of?.issuers ?? [],
  opinions: of?.opinions ?? [], version: of?.version ?? 0,
}); // prettier-ignore

export function openTask(task: Partial<Task>): OpenTask {
  return {
    content: task.content ?? '', lead: task.lead ?? '', coordinating: task.coordinating ?? [], opinions: task.opinions ?? [],
    due: task.term ? '' : (task.due ?? ''), counting: task.term ? (task.term.counting ?? 'working') : 'day',
    days: task.term ? String(task.term.days) : '',
  }; // prettier-ignore
}

/** The task to send: a day, or so many days that the service counts. */
export function closeTask({ counting, days, due, ...task }: OpenTask): Task {
  const count = Number.parseInt(days, 10);
  if (counting === 'day') return { ...task, ...(due ? { due } : {}) };
  return { ...task, ...(count > 0 ? { term: { days: count, counting } } : {}) };
}
