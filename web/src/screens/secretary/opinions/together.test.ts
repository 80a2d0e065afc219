import { expect, it } from 'vitest';
import { Refusal } from '../../../link/refusal';
import type { OpinionView } from '../../../wire';
import { Together } from './together.svelte';

/** A service with one row, whose view is as late as `shown` says. */
function service() {
  let row = { id: 'y1', version: 1, lead: 'Sở A', summary: '' } as OpinionView;
  let shown = row;
  return {
    row: () => shown,
    other(change: Partial<OpinionView>, seen = true) {
      row = { ...row, ...change, version: row.version + 1 };
      if (seen) shown = row;
    },
    lead: (lead: string) => (version: number) => {
      if (version !== row.version) return Promise.reject(new Refusal({ code: 'stale_version', message: '', version: row.version }));
      shown = row = { ...row, lead, version: row.version + 1 };
      return Promise.resolve();
    },
  };
}
const lead = (row: OpinionView) => row.lead ?? '';

it('saves twice in a row', async () => {
  const one = service();
  const form = new Together(one.row, lead);
  expect([await form.save(one.lead('Sở B')), await form.save(one.lead('Sở C')), lead(one.row())]).toEqual([true, true, 'Sở C']);
});

it('does not ask when another part of the row was changed', async () => {
  const one = service();
  const form = new Together(one.row, lead);
  one.other({ summary: 'Đề nghị' });
  expect([await form.save(one.lead('Sở B')), form.stale]).toEqual([true, false]);
});

it('overwrites nothing unasked: what the other wrote stands until it has been looked at', async () => {
  const one = service();
  const form = new Together(one.row, lead);
  one.other({ lead: 'Sở X' });
  expect([await form.save(one.lead('Sở B')), form.stale, form.theirs, lead(one.row())]).toEqual([false, true, 'Sở X', 'Sở X']);
  form.look();
  expect([form.stale, await form.save(one.lead('Sở B')), lead(one.row())]).toEqual([false, true, 'Sở B']);
});

it('asks when it cannot know what was changed', async () => {
  const one = service();
  const form = new Together(one.row, lead);
  one.other({ lead: 'Sở X' }, false);
  expect([await form.save(one.lead('Sở B')), form.stale]).toEqual([false, true]);
});

it('passes other refusals on', async () => {
  const form = new Together(service().row, lead);
  await expect(form.save(() => Promise.reject(new Refusal({ code: 'not_allowed', message: 'x' })))).rejects.toThrow('x');
});
