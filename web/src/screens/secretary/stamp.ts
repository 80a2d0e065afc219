/** "[15:02:10] " at the caret of a field, as if it had been typed. */

import { clockTime } from './times';

export function insertStamp(field: HTMLInputElement | HTMLTextAreaElement, at: number, zone: number): void {
  field.setRangeText(`[${clockTime(at, zone)}] `, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
