/**
 * *Lời dẫn* (day.md D25): the sentence that the moderator reads aloud. Always Vietnamese, whatever
 * the language of the buttons: it is what the hall hears. Pure.
 */

import { fold } from '../../room/find';
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
/** Ranks of places are common nouns within a sentence (NĐ 30/2020). */
const RANKS = ['xã', 'phường', 'thị trấn', 'thị xã', 'đặc khu', 'thành phố', 'huyện', 'tỉnh', 'thôn', 'khu phố'];
/** What a topic begins with when it is already an act: "đề nghị bố trí…". */
const ACTS = ['de nghi', 'kien nghi', 'phan anh', 'de xuat', 'xin', 'hoi', 'y kien', 'mong', 'gop y', 'trao doi', 'tham luan'];

/** "Kính mời …; mời … chuẩn bị." of `now`, and whoever is `next`. */
export function script(now: Called, next?: Called): string {
  return `Kính mời ${whoAndWhere(now)} ${whatFor(now)}${next ? `; mời ${whoPrepares(next, now)} chuẩn bị` : ''}.`;
}

/** "Điểm cầu xã Đồn Đạc", "Điểm cầu chính", "Hội trường trung tâm tỉnh". */
export function placeInSentence(name: string): string {
  if (/^(điểm cầu|hội trường)(\s|$)/iu.test(name)) return upperFirst(name);
  return `Điểm cầu ${rankLower(name)}`;
}

/** Title and unit as one says them: "Chủ tịch UBND xã" of "UBND xã Quảng Minh" is said once. */
export function standingInSentence(person: Person): string {
  const title = tidy(person.title);
  const unit = rankLower(tidy(person.unit));
  if (!title || !unit) return title || unit;
  const words = title.split(' ');
  const unitWords = unit.split(' ');
  for (let n = Math.min(words.length, unitWords.length); n > 0; n--) {
    const end = words.slice(-n).join(' ');
    if (end === unitWords.slice(0, n).join(' ')) return [...words, ...unitWords.slice(n)].join(' ');
  }
  if (fold(title).includes(fold(unit))) return title;
  const isPlace = RANKS.some((rank) => unit.startsWith(`${rank} `));
  return isPlace ? `${title} ${unit}` : `${title}, ${unit}`;
}

/** "đồng chí Nguyễn Văn A"; "đại biểu …" where nobody said how they are addressed; "" unnamed. */
export function named(person: Person): string {
  const name = tidy(person.name);
  return name ? `${tidy(person.address) || 'đại biểu'} ${name}` : '';
}

function whoAndWhere(one: Called): string {
  const name = named(one.person);
  const standing = standingInSentence(one.person);
  const place = placeInSentence(one.place);
  if (name) {
    const all = [name, standing, one.venue ? '' : `tại ${place}`].filter(Boolean);
    return all.join(', ') + (all.length > 1 ? ',' : '');
  }
  const unit = rankLower(tidy(one.person.unit));
  if (one.person.title) return `đồng chí ${standing}${one.venue ? '' : `, tại ${place},`}`;
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

function upperFirst(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1);
}

/** "Xã Đồn Đạc" → "xã Đồn Đạc"; "Sở Nội vụ" and "Tỉnh ủy" stay. */
function rankLower(name: string): string {
  const lower = name.toLocaleLowerCase('vi');
  const rank = RANKS.find((one) => lower.startsWith(`${one} `) && /^[\p{Lu}\d]/u.test(name.slice(one.length + 1)));
  return rank ? rank + name.slice(rank.length) : name;
}

/** Lower-case first letter, except of an abbreviation or of a name ("Luật Đất đai", "Nghị quyết 18"). */
function lowerFirst(text: string): string {
  const [first = '', second = ''] = text.split(' ');
  const abbreviation = first.length > 1 && first === first.toLocaleUpperCase('vi');
  const name = /^[\p{Lu}\d]/u.test(second);
  return abbreviation || name ? text : text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1);
}
