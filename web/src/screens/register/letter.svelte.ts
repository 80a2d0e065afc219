/** The file of an answer or a result: handed in before the command that names it. */

import { refusalText } from '../../text';
import type { OnRow } from './register';

export class Letter {
  file = $state.raw<File | undefined>();
  /** Why it was not taken, for the field. */
  wrong = $state('');

  choose(file: File | undefined): void {
    [this.file, this.wrong] = [file, ''];
  }

  /** The name of the chosen file for a command; `before` where none was chosen. Rejects with a Refusal. */
  async keep(on: OnRow, before = ''): Promise<string> {
    this.wrong = '';
    if (!this.file) return before;
    try {
      return (await on.register.handIn(on.found, this.file)).file;
    } catch (error) {
      this.wrong = refusalText(error);
      throw error;
    }
  }
}
