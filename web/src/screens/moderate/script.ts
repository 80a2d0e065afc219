/**
 * *Lời dẫn* (day.md D25): the sentence that the moderator reads aloud. Always Vietnamese, whatever
 * the language of the buttons: it is what the hall hears. Pure.
 */

import { fold } from '../../room/find';
import { beginsWithRank, placeInSentence, rankLower } from '../../room/places';
import { standing } from '../../room/select';
import type { Person, TurnKind, RequestKind } from '../../wire';

/** Somebody who is or will be called. `place` is the point's name; `venue`: they sit in the hall. */
export interface Called {
  person: Person;
  place: string;
  venue: boolean;
  point: string;
  kind: RequestKind | TurnKind;
  topic?: string | undefined;
  /** The field's name. */
  field?: string | undefined;
}

/** Longer topics are not for the ear: then the field says what it is about. */
const EAR = 130;
/** What a topic begins with when it is already an act: "đề nghị bố trí…". */
const ACTS = ['de nghi', 'kien nghi', 'phan anh', 'de xuat', 'xin', 'hoi', 'y kien', 'mong', 'gop y', 'trao doi', 'tham luan'];

/** "Kính mời …; mời … chuẩn bị." of `now`, and whoever is `next`. */
export function script(now: Called, next?: Called): string {
  return `Kính mời ${whoAndWhere(now)} ${whatFor(now)}${next ? `; mời ${whoPrepares(next, now)} chuẩn bị` : ''}.`;
}

/** Title and unit as one says them: "Chủ tịch UBND xã" of "UBND xã Quảng Minh" is said once. */
export function standingInSentence(person: Person): string {
  const title = tidy(person.title);
  const unit = rankLower(tidy(person.unit));
  const joined = standing({ title, unit });
  if (!title || !unit || joined !== `${title}, ${unit}`) return joined;
  return beginsWithRank(unit) ? `${title} ${unit}` : `${title}, ${unit}`;
}

/** "đồng chí Nguyễn Văn A"; "đại biểu …" where nobody said how they are addressed; "" unnamed. */
export function named(person: Person): string {
  const name = tidy(person.name);
  return name ? `${tidy(person.address) || 'đại biểu'} ${name}` : '';
}

function whoAndWhere(one: Called): string {
  const name = named(one.person);
  const rank = standingInSentence(one.person);
  const place = placeInSentence(one.place);
  if (name) {
    const all = [name, rank, one.venue ? '' : `tại ${place}`].filter(Boolean);
    return all.join(', ') + (all.length > 1 ? ',' : '');
  }
  const unit = rankLower(tidy(one.person.unit));
  if (one.person.title) return `đồng chí ${rank}${one.venue ? '' : `, tại ${place},`}`;
  if (unit) return `đại diện ${unit}${one.venue ? '' : `, tại ${place},`}`;
  return one.venue ? `đại biểu tại ${place}` : place;
}

function whatFor(one: Called): string {
  const about = aboutWhat(one);
  switch (one.kind) {
    case 'reply':
      return about ? `trả lời, làm rõ ${about.act ? 'nội dung ' : ''}${about.text}` : 'trả lời, làm rõ';
    case 'back':
      return about ? `trao đổi lại ${about.act ? 'nội dung' : 'về'} ${about.text}` : 'trao đổi lại';
    case 'order':
      return 'phát biểu ý kiến về điều hành hội nghị';
    case 'chair':
    case 'procedure':
      return about ? `phát biểu về ${about.text}` : 'phát biểu';
    default:
      if (!about) return 'phát biểu ý kiến';
      return about.act ? `phát biểu ý kiến: ${about.text}` : `phát biểu ý kiến về ${about.text}`;
  }
}

/** `act`: it begins with a verb ("đề nghị …") and follows a colon, not "về". */
function aboutWhat(one: Called): { text: string; act: boolean } | undefined {
  const topic = tidy(one.topic).replace(/[\s.;,!?…]+$/u, '').replace(/^về\s+/iu, '');
  if (topic && topic.length <= EAR) {
    const folded = fold(topic);
    return { text: lowerFirst(topic), act: ACTS.some((act) => folded === act || folded.startsWith(`${act} `)) };
  }
  const field = tidy(one.field);
  return field ? { text: `lĩnh vực ${lowerFirst(field)}`, act: false } : undefined;
}

function whoPrepares(next: Called, now: Called): string {
  const name = named(next.person);
  const same = next.point === now.point;
  if (next.venue) return name || (next.person.unit ? `đại diện ${rankLower(tidy(next.person.unit))}` : 'đại biểu tiếp theo');
  if (same) return name || 'đại biểu tiếp theo của điểm cầu';
  return placeInSentence(next.place);
}

function tidy(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Lower-case first letter, except of an abbreviation or of a name ("Luật Đất đai", "Nghị quyết 18"). */
function lowerFirst(text: string): string {
  const [first = '', second = ''] = text.split(' ');
  const abbreviation = first.length > 1 && first === first.toLocaleUpperCase('vi');
  const name = /^[\p{Lu}\d]/u.test(second);
  return abbreviation || name ? text : text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1);
}
