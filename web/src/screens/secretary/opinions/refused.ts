/** A refusal that belongs at a field of the form. */

import { Refusal } from '../../../link/refusal';

/** The field that `error` is about and what it says, if it names one of `fields`; else throws it. */
export function atField<F extends string>(error: unknown, fields: readonly F[]): { field: F; text: string } {
  const named = error instanceof Refusal ? error.fields['field'] : undefined;
  const field = fields.find((one) => one === named);
  if (!field || !(error instanceof Refusal)) throw error;
  return { field, text: error.message };
}
