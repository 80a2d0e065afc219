/** The Vietnamese words that every page needs, those of a point on a thin line among them. */

import { app } from './vi/app';
import { errors } from './vi/errors';
import { floor } from './vi/floor';
import { hall } from './vi/hall';
import { join } from './vi/join';
import { keys } from './vi/keys';
import { link } from './vi/link';
import { point } from './vi/point';
import { prepared } from './vi/prepared';
import { queue } from './vi/queue';
import { ready } from './vi/ready';
import { roles } from './vi/roles';
import { sound } from './vi/sound';
import { stages } from './vi/stages';

export const common = {
  app, errors, floor, hall, join, keys, link, point, prepared, queue, ready, roles, sound, stages,
} as const; // prettier-ignore
