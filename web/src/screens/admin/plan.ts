/** The form of a new conference, and the plan that it makes. */

import type { AgendaItem, Field, Kind, Level, Person, Profile, Section } from '../../wire';
import { pointsOf } from './csv';
import type { NewConference } from './office';

export interface Form {
  title: string;
  short: string;
  place: string;
  date: string;
  starts: string;
  host: string;
  parent: string;
  level: Level;
  kind: Kind;
  speech: string;
  reply: string;
  warn: string;
  waiting: string;
  hall: string;
  csv: string;
  agenda: { title: string; section: Section }[];
  fields: string;
  agencies: string;
  chairs: string;
  moderator: string;
  secretaries: string;
  /** Id of the organisation that issues its papers; "" none yet. */
  profile: string;
}

/** Lĩnh vực (domain.md §6.2). */
const FIELDS = [
  'LV01 Xây dựng Đảng và hệ thống chính trị', 'LV02 Tổ chức bộ máy, cán bộ, công chức', 'LV03 Đất đai',
  'LV04 Tài nguyên, môi trường', 'LV05 Quy hoạch, xây dựng, trật tự đô thị', 'LV06 Giao thông',
  'LV07 Nông nghiệp, nông thôn, phòng, chống thiên tai', 'LV08 Tài chính, ngân sách, đầu tư công, tài sản công',
  'LV09 Công nghiệp, thương mại, dịch vụ', 'LV10 Lao động, việc làm, đào tạo nghề',
  'LV11 Chế độ, chính sách, an sinh xã hội', 'LV12 BHXH, BHYT', 'LV13 Y tế', 'LV14 Giáo dục và đào tạo',
  'LV15 Văn hóa, thể thao, du lịch, di tích', 'LV16 Bồi thường, hỗ trợ, tái định cư',
  'LV17 Quốc phòng, an ninh, trật tự ATXH', 'LV18 CCHC, dịch vụ công, chuyển đổi số', 'LV19 Dân tộc, tôn giáo',
  'LV20 Tiếp công dân, KN-TC; phòng, chống tham nhũng, lãng phí, tiêu cực', 'LV21 Điện, cấp nước, viễn thông', 'LV99 Khác',
]; // prettier-ignore

export const SECTIONS = ['opening', 'report', 'dialogue', 'reception', 'conclusion', 'other'] as const satisfies readonly Section[];
const AGENDA: Form['agenda'] = [
  { section: 'opening', title: 'Khai mạc hội nghị' },
  { section: 'report', title: 'Báo cáo tình hình và kết quả giải quyết kiến nghị kỳ trước' },
  { section: 'dialogue', title: 'Đối thoại, phát biểu ý kiến' },
  { section: 'reception', title: 'Tiếp thu, giải trình' },
  { section: 'conclusion', title: 'Phát biểu kết luận, bế mạc' },
];

export const agendaTemplate = () => AGENDA.map((item) => ({ ...item }));

export function template(): Form {
  return {
    title: '', short: '', place: '', date: '', starts: '', host: '', parent: '', level: 'province', kind: 'real',
    speech: '5', reply: '3', warn: '60', waiting: '2', hall: 'Hội trường trung tâm', csv: '', agenda: agendaTemplate(),
    fields: FIELDS.join('\n'), agencies: '', chairs: '', moderator: '', secretaries: '', profile: '',
  }; // prettier-ignore
}

const lines = (text: string) => text.split(/\r?\n/).map((line) => line.trim().normalize('NFC')).filter(Boolean);

/** `wrong` is the number of the first line without code and name, or with a code twice; 0 if none. */
export function fieldsOf(text: string): { fields: Field[]; wrong: number } {
  const fields: Field[] = [];
  let wrong = 0;
  lines(text).forEach((line, at) => {
    const found = /^(\S{1,64})\s+(.{1,300})$/.exec(line);
    if (!found || fields.some((one) => one.code === found[1])) wrong ||= at + 1;
    else fields.push({ code: found[1]!, name: found[2]! });
  });
  return { fields, wrong };
}

export function peopleOf(text: string): Person[] {
  return lines(text)
    .map((line) => line.split(';').map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name = '', title = '', unit = '']) => ({ name, title, unit, address: 'đồng chí' }));
}

const number = (text: string) => (/^\d{1,5}([.,]\d)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : undefined);

export type FormFault = 'title' | 'csv' | 'fields' | 'limits' | 'starts';

/** What stands in the way of creating. */
export function faultsOf(form: Form): FormFault[] {
  const faults: FormFault[] = [];
  if (!form.title.trim() || form.title.length > 500) faults.push('title');
  if (pointsOf(form.csv).wrong.length) faults.push('csv');
  if (fieldsOf(form.fields).wrong) faults.push('fields');
  if ([form.speech, form.reply, form.warn, form.waiting].some((text) => number(text) === undefined)) faults.push('limits');
  if (form.starts && !/^([01]\d|2[0-3]):[0-5]\d$/.test(form.starts)) faults.push('starts');
  return faults;
}

/** `whole` with the issuing bodies and signers of `profile`. */
export function issuedBy(whole: NewConference, profile: Profile | undefined): NewConference {
  if (!profile) return whole;
  const { issuers = {}, signers = {} } = profile;
  return { ...whole, plan: { ...whole.plan, issuers }, people: { ...whole.people, signers } };
}

/** Call it only for a form without faults. */
export function planOf(form: Form): NewConference {
  const seconds = (minutes: string) => Math.round((number(minutes) ?? 0) * 60);
  const agenda: AgendaItem[] = form.agenda
    .filter((item) => item.title.trim())
    .map((item, at) => ({ id: `i${at + 1}`, title: item.title.trim(), section: item.section }));
  const communes = pointsOf(form.csv).rows.map((row, at) => ({ id: `p${String(at + 1).padStart(3, '0')}`, kind: 'commune' as const, ...row }));
  const hall = { id: 'hall', name: form.hall.trim() || 'Hội trường trung tâm', kind: 'venue' as const, expected: 0 };
  return {
    plan: {
      title: form.title.trim(), short_title: form.short.trim(), place: form.place.trim(), date: form.date, starts: form.starts,
      host: form.host.trim(), host_parent: form.parent.trim(), level: form.level, kind: form.kind,
      rules: { speech: seconds(form.speech), reply: seconds(form.reply), warn: Math.round(number(form.warn) ?? 60), waiting_per_point: Math.round(number(form.waiting) ?? 2) },
      points: [hall, ...communes], agenda, fields: fieldsOf(form.fields).fields, agencies: [...new Set(lines(form.agencies))],
    },
    people: { chairs: peopleOf(form.chairs), moderator: peopleOf(form.moderator)[0] ?? {}, secretaries: peopleOf(form.secretaries) },
  }; // prettier-ignore
}
