import type { Problem } from '../wire';

/** The service said no: `message` is in the user's language, `fields` are those of the code. */
export class Refusal extends Error {
  code: string;
  fields: Readonly<Record<string, unknown>>;

  constructor({ code, message, ...fields }: Problem) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = fields;
  }
}
