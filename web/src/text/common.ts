/** `t` of the words that every page has. `parts` and the pages of a thin line speak through it:
 * what imports `text` itself brings the words of every screen along. */

import { Refusal } from '../link/refusal';
import { speaker } from './language.svelte';
import { common } from './vi.common';

export { language, setLanguage } from './language.svelte';

export const t = speaker(common);

/** What a refusal says to a person: the service's own words, or ours where there was no service. */
export function refusalText(error: unknown): string {
  if (!(error instanceof Refusal)) return t('errors.unexpected');
  switch (error.code) {
    case 'offline':
      return t('errors.offline');
    case 'too_late':
      return t('errors.tooLate');
    case 'too_many_pending':
      return t('errors.tooManyPending');
    default:
      return error.message || t('errors.unexpected');
  }
}
