/** Words on the screen. `t('join.title')`; holes in braces are filled: `t('queue.no', { no: 3 })`. */

import { type KeyOf, speaker } from './language.svelte';
import { type Vietnamese, vi } from './vi';

export { refusalText } from './common';
export { language, setLanguage, type Language } from './language.svelte';

export type Key = KeyOf<Vietnamese>;
export const t = speaker(vi);
