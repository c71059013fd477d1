/**
 * Calls of the caller's own functions: the wait for them ends with the caller's signal, and with
 * the playground.
 */
import { cancelled, throwIfAborted } from '../common/cancelled';

/** What may end such a call. */
export interface Ends {
  signal?: AbortSignal | undefined;
  /** Aborted with the reason when the playground is closed. */
  closing?: AbortSignal | undefined;
}

/** Throws if the call has ended. */
export function throwIfEnded({ signal, closing }: Ends): void {
  if (closing?.aborted) throw closing.reason;
  throwIfAborted(signal);
}

/** The outcome of the work, or the reason as soon as the call ends; the work itself may run on. */
export async function untilEnded<T>(ends: Ends, work: () => Promise<T>): Promise<T> {
  throwIfEnded(ends);
  const { signal, closing } = ends;
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const until = { signal: over.signal };
    // The reason is an error of the library, or the caller's own.
    closing?.addEventListener('abort', () => reject(closing.reason as Error), until);
    signal?.addEventListener('abort', () => reject(cancelled(signal)), until);
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    over.abort();
  }
}
