/** A step of a row's history, in words. */

import { t } from '../../text';
import type { Answer, Level, Result } from '../../wire';
import { dayText } from '../secretary/days';
import type { Change } from './register';
import { paperText } from './words';

interface Paper {
  number?: string;
  date?: string;
}

type Teller = (value: unknown) => string;
const plain: Teller = (value) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));
const paper: Teller = (value) => paperText((value as Paper | undefined)?.number, (value as Paper | undefined)?.date);

/** Fields that are told; the words of others are beside the row itself. */
const TOLD: Readonly<Record<string, () => readonly [string, Teller]>> = {
  summary: () => [t('opinions.summary'), plain],
  authority: () => [t('opinions.authority'), (value) => (value ? t(`opinions.level_${value as Level}`) : '')],
  lead: () => [t('opinions.lead'), plain],
  coordinating: () => [t('opinions.coordinating'), plain],
  answer_by: () => [t('opinions.answerBy'), (value) => dayText(value as string)],
  resolve_by: () => [t('opinions.resolveBy'), (value) => dayText(value as string)],
  answer: () => [t('opinions.answerState'), (value) => t(`opinions.answer_${(value ?? 'none') as Answer}`)],
  result: () => [t('opinions.result'), (value) => t(`opinions.result_${(value ?? 'noted') as Result}`)],
  answer_paper: () => [t('register.paper'), paper],
  outcome_paper: () => [t('register.outcome'), paper],
  forwarded_to: () => [t('register.forwarded'), plain],
  reported: () => [t('register.reportedStep'), (value) => (value ? t(`opinions.result_${(value as { result: Result }).result}`) : '')],
  more_time: () => [t('register.timeStep'), (value) => dayText((value as { until?: string } | undefined)?.until)],
  sent_back: () => [t('register.sentBack'), plain],
  promise: () => [t('opinions.promise'), plain],
};

/** "Cơ quan chủ trì: Sở Y tế", "" for a step that says nothing here. */
export function changeText(one: Change): string {
  const told = TOLD[one.field]?.();
  if (!told) return '';
  const [name, text] = told;
  const now = text(one.new);
  return now ? `${name}: ${now}` : '';
}
