/** Words on the screen. `t('join.title')`; holes in braces are filled: `t('queue.no', { no: 3 })`. */

export { language, setLanguage, t, type Key, type Language } from './language.svelte';
export { refusalText } from './refusal';
