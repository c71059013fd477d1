/** What the numbers mean that operations on the heap give. */
import { ERRORS } from '../../pkg/heap';
import { heapError } from './errors';

/** The number, unless it is an error. */
export function checked(code: number): number {
  if (code < 0) throw heapError(code);
  return code;
}

/** Throws where the number is an error; there is nothing to return. */
export function done(code: number): undefined {
  checked(code);
  return undefined;
}

/** False where the time was over. */
export function inTime(code: number): boolean {
  if (code === ERRORS.TIMED_OUT) return false;
  checked(code);
  return true;
}
