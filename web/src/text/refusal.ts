import { Refusal } from '../link/refusal';
import { t } from './language.svelte';

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
