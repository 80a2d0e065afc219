/** Tiếng Việt, the first language. One file per screen, so that several people can add words. */

import { common } from './vi.common';
import { admin } from './vi/admin';
import { captions } from './vi/captions';
import { chair } from './vi/chair';
import { desk } from './vi/desk';
import { glossary } from './vi/glossary';
import { moderate } from './vi/moderate';
import { offices } from './vi/offices';
import { opinions } from './vi/opinions';
import { papers } from './vi/papers';
import { print } from './vi/print';
import { register } from './vi/register';
import { secretary } from './vi/secretary';
import { setup } from './vi/setup';
import { slips } from './vi/slips';
import { withdrawal } from './vi/withdrawal';

export const vi = {
  ...common,
  admin, captions, chair, desk, glossary, moderate, offices, opinions, papers, print, register, secretary,
  setup, slips, withdrawal,
} as const; // prettier-ignore

export type Vietnamese = typeof vi;
