/** The shutdown of a pool: its options, and the state that refuses later calls. */
import { flag, known } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { ShutdownOptions } from '../common/types';

/** The checked options with their defaults, or `E_ARGUMENT`. */
export function shutdownOptions(options: ShutdownOptions): Required<ShutdownOptions> {
  const allowed = ['wait', 'cancelPending'];
  const { wait = true, cancelPending = false } = known('options', options, allowed);
  flag('wait', wait);
  flag('cancelPending', cancelPending);
  return { wait, cancelPending };
}

/** Whether a pool was shut down. */
export class ShutdownState {
  #closed = false;

  close(): void {
    this.#closed = true;
  }

  check(): void {
    if (this.#closed) throw new PlaygroundError('E_CLOSED', 'The pool has been shut down.');
  }
}
