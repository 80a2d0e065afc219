/** English: the same words as vi.ts; a missing one does not compile. */

import type { Dictionary } from './language.svelte';

import { admin } from './en/admin';
import { app } from './en/app';
import { captions } from './en/captions';
import { chair } from './en/chair';
import { desk } from './en/desk';
import { errors } from './en/errors';
import { floor } from './en/floor';
import { glossary } from './en/glossary';
import { hall } from './en/hall';
import { join } from './en/join';
import { keys } from './en/keys';
import { link } from './en/link';
import { moderate } from './en/moderate';
import { offices } from './en/offices';
import { opinions } from './en/opinions';
import { papers } from './en/papers';
import { point } from './en/point';
import { prepared } from './en/prepared';
import { print } from './en/print';
import { queue } from './en/queue';
import { ready } from './en/ready';
import { register } from './en/register';
import { roles } from './en/roles';
import { secretary } from './en/secretary';
import { setup } from './en/setup';
import { slips } from './en/slips';
import { sound } from './en/sound';
import { stages } from './en/stages';
import { withdrawal } from './en/withdrawal';

export const en = {
  admin, app, captions, chair, desk, errors, floor, glossary, hall, join, keys, link, moderate, offices, opinions, papers, point, prepared, print, queue, ready, register, roles,
  secretary, setup, slips, sound, stages, withdrawal,
} as const satisfies Dictionary; // prettier-ignore

