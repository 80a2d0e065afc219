/** What stands in the form: kept while somebody is called in the middle of typing. */

import type { MyRequest, RaiseHand, RequestKind } from '../../wire';

export interface Draft {
  name: string;
  title: string;
  unit: string;
  address: 'đồng chí' | 'ông' | 'bà';
  topic: string;
  /** The code; undefined while `fieldText` names none. */
  field: string | undefined;
  fieldText: string;
  kind: RequestKind;
}

export function draftOf(
  from: Partial<Pick<MyRequest & RaiseHand, 'speaker' | 'topic' | 'field' | 'kind'>>,
  unit: string,
  fields: Readonly<Record<string, string>>,
): Draft {
  const { name = '', title = '', address = '' } = from.speaker ?? {};
  return {
    name,
    title,
    unit: from.speaker ? (from.speaker.unit ?? '') : unit,
    address: address === 'ông' || address === 'bà' ? address : 'đồng chí',
    topic: from.topic ?? '',
    field: from.field || undefined,
    fieldText: from.field ? (fields[from.field] ?? '') : '',
    kind: from.kind ?? 'opinion',
  };
}

/** "14:12:05" of a server time, in the hall's zone. */
export function secondOfDay(ms: number, zoneMinutes = 420): string {
  return new Date(ms + zoneMinutes * 60_000).toISOString().slice(11, 19);
}
