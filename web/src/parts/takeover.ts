/** Another machine holds a point's seat (day.md D30): the words for it, "" for any other refusal. */

import { Refusal } from '../link/refusal';
import { timeOfDay } from '../room/turnclock';
import { t } from '../text/common';

export function takenText(error: unknown): string {
  if (!(error instanceof Refusal) || error.code !== 'device_taken') return '';
  const since = Number(error.fields['since']);
  return since ? t('link.deviceTaken', { time: timeOfDay(since) }) : error.message;
}
