/** Calls on objects that end when the caller's signal is aborted. */
import { throwIfAborted } from '../common/cancelled';
import { Ending } from '../common/ending';
import type { ObjectReply } from '../common/handles';

/**
 * Makes a call that is given up when the signal is aborted, and when `ending` comes. It is over
 * when the object is as if it had not been called; then it rejects with `E_CANCELLED`, unless it
 * was done just before.
 */
export async function abortable(
  signal: AbortSignal,
  ending: Ending,
  operate: (ending: Ending) => Promise<ObjectReply>,
): Promise<ObjectReply> {
  throwIfAborted(signal);
  const own = new Ending();
  const ignore = ending.listen(() => own.come({ isDeath: ending.isDeath }));
  const abort = (): void => own.come();
  signal.addEventListener('abort', abort);
  try {
    const reply = await operate(own);
    // What gives false was not done: a lock was not acquired.
    if (reply === false) throwIfAborted(signal);
    return reply;
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    ignore();
  }
}
