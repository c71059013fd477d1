/** The error of a call that was given up. */
import { PlaygroundError } from './errors';

/** With the signal's reason as its cause, in the realm that has the signal. */
export function cancelled(signal?: AbortSignal): PlaygroundError {
  const cause = signal ? { cause: signal.reason as unknown } : {};
  return new PlaygroundError('E_CANCELLED', 'The call was cancelled.', cause);
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}
