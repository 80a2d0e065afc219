/** Tiếng Việt, the first language. One file per screen, so that several people can add words. */

import { admin } from './vi/admin';
import { app } from './vi/app';
import { captions } from './vi/captions';
import { chair } from './vi/chair';
import { desk } from './vi/desk';
import { errors } from './vi/errors';
import { floor } from './vi/floor';
import { glossary } from './vi/glossary';
import { hall } from './vi/hall';
import { join } from './vi/join';
import { keys } from './vi/keys';
import { link } from './vi/link';
import { moderate } from './vi/moderate';
import { opinions } from './vi/opinions';
import { papers } from './vi/papers';
import { point } from './vi/point';
import { prepared } from './vi/prepared';
import { print } from './vi/print';
import { queue } from './vi/queue';
import { ready } from './vi/ready';
import { register } from './vi/register';
import { roles } from './vi/roles';
import { secretary } from './vi/secretary';
import { setup } from './vi/setup';
import { sound } from './vi/sound';
import { stages } from './vi/stages';
import { withdrawal } from './vi/withdrawal';

export const vi = {
  admin, app, captions, chair, desk, errors, floor, glossary, hall, join, keys, link, moderate, opinions, papers, point, prepared, print, queue, ready, register, roles,
  secretary, setup, sound, stages, withdrawal,
} as const; // prettier-ignore

export type Vietnamese = typeof vi;
