/** Phiếu tiếp nhận: a slip for whoever asked, printed by the browser (day.md D18). */

import { mount, unmount } from 'svelte';
import type { ConferenceView, Person } from '../../../wire';
import Receipt from './Receipt.svelte';

/** What the slip says of an opinion. */
export interface Slip {
  code: string;
  summary?: string;
  speaker: Person;
  place?: string;
  lead?: string;
  answer_by?: string;
}

/** Print one slip. The page shows nothing of it. */
export async function printReceipt(slip: Slip, conference: ConferenceView): Promise<void> {
  const receipt = mount(Receipt, { target: document.body, props: { slip, conference, at: new Date() } });
  window.print(); // returns once the dialog is closed
  await unmount(receipt);
}
