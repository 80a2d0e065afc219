/** What this window asked to withdraw: somebody else must confirm it. The service knows anyway and
 * refuses; this spares the person the try. */

import type { WithdrawalView } from '../../wire';

interface Asked {
  since: number;
  until: number;
  reason: string;
}

let asked = $state.raw<readonly Asked[]>([]);

export const mine = {
  add(one: Asked): void {
    asked = [...asked, one];
  },
  has({ span, reason }: WithdrawalView): boolean {
    return asked.some((one) => one.since === span[0] && one.until === span[1] && one.reason === reason);
  },
};
