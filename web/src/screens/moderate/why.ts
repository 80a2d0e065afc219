/** Why a registration stands where it does, in words. For those who run the floor (day.md D2). */

import { fieldName } from '../../room/select';
import { t } from '../../text';
import type { ConferenceView, Policy, Reason } from '../../wire';

/** One reason, as a person reads it. */
export function reasonText(reason: Reason, conference: ConferenceView, policy?: Policy): string {
  const { code, n = 0, of = '' } = reason;
  switch (code) {
    case 'approved':
      return n ? t('desk.why_notApproved') : t('desk.why_approved');
    case 'venue':
      return n ? t('desk.why_notVenue') : t('desk.why_venue');
    case 'kind':
      return isKind(of) ? t(`queue.${of}`) : of;
    case 'point':
      return n ? t('desk.why_pointAgain', { n: n + 1 }) : t('desk.why_pointFirst');
    case 'person':
      return n ? t('desk.why_personAgain', { n }) : t('desk.why_personFirst');
    case 'cluster':
      return of ? t('desk.why_cluster', { n: n + 1, of }) : t('desk.why_clusterNone', { n: n + 1 });
    case 'field':
      return of ? t('desk.why_field', { n: n + 1, of: fieldName(conference, of) }) : t('desk.why_fieldNone');
    case 'quota':
      return n ? t('desk.why_quotaFull', { n: policy?.quota ?? 0 }) : t('desk.why_quota');
    case 'first_come':
      return t('desk.why_first_come', { n });
    default:
      return t(`desk.why_${code}`);
  }
}

const KINDS = ['opinion', 'reply', 'back', 'order', 'debate'] as const;
function isKind(text: string): text is (typeof KINDS)[number] {
  return (KINDS as readonly string[]).includes(text);
}

/** The reasons in one line. Without rules there is nothing to tell: who came first goes first. */
export function whyText(reasons: readonly Reason[] | undefined, conference: ConferenceView, policy?: Policy): string {
  const telling = (reasons ?? []).filter((one) => one.code !== 'first_come');
  return telling.map((one) => reasonText(one, conference, policy)).join(' · ');
}

/** How far each of `after` moves from where it was in `before`: above 0 is towards the head. */
export function shifts(before: readonly string[], after: readonly string[]): { id: string; up: number }[] {
  const places = new Map(before.map((id, at) => [id, at]));
  return after.map((id, at) => ({ id, up: (places.get(id) ?? at) - at }));
}
