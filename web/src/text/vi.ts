/** Tiếng Việt, the first language. One file per screen, so that several people can add words. */

import { admin } from './vi/admin';
import { app } from './vi/app';
import { chair } from './vi/chair';
import { errors } from './vi/errors';
import { floor } from './vi/floor';
import { hall } from './vi/hall';
import { join } from './vi/join';
import { keys } from './vi/keys';
import { link } from './vi/link';
import { moderate } from './vi/moderate';
import { opinions } from './vi/opinions';
import { point } from './vi/point';
import { queue } from './vi/queue';
import { ready } from './vi/ready';
import { register } from './vi/register';
import { roles } from './vi/roles';
import { secretary } from './vi/secretary';
import { sound } from './vi/sound';
import { stages } from './vi/stages';

export const vi = {
  admin, app, chair, errors, floor, hall, join, keys, link, moderate, opinions, point, queue, ready, register, roles,
  secretary, sound, stages,
} as const; // prettier-ignore

export type Vietnamese = typeof vi;
