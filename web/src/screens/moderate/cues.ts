/** Cues for whoever switches the picture, in words. */

import { t } from '../../text';

/** "Đưa hình X; chuẩn bị Y", with what there is of it. */
export function cueText(show: string, prepare: string): string {
  if (show && prepare) return t('desk.cueNow', { show, prepare });
  if (show) return t('desk.cueShow', { show });
  return prepare ? t('desk.cuePrepare', { prepare }) : '';
}
