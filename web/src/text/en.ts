/** English: the same words as vi.ts; a missing one does not compile. */

import type { Dictionary } from './language.svelte';

import { admin } from './en/admin';
import { app } from './en/app';
import { chair } from './en/chair';
import { errors } from './en/errors';
import { floor } from './en/floor';
import { hall } from './en/hall';
import { join } from './en/join';
import { keys } from './en/keys';
import { link } from './en/link';
import { moderate } from './en/moderate';
import { opinions } from './en/opinions';
import { point } from './en/point';
import { queue } from './en/queue';
import { ready } from './en/ready';
import { register } from './en/register';
import { roles } from './en/roles';
import { secretary } from './en/secretary';
import { sound } from './en/sound';
import { stages } from './en/stages';

export const en = {
  admin, app, chair, errors, floor, hall, join, keys, link, moderate, opinions, point, queue, ready, register, roles,
  secretary, sound, stages,
} as const satisfies Dictionary; // prettier-ignore

