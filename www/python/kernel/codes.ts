/** What the kernel's calls answer with, besides the heap's errors. */
import { ERRORS } from '../../../pkg/heap';

/** The wait was ended by a signal. */
export const INTERRUPTED = -100;
/** The descriptor is not open, or of another kind. */
export const BAD_DESCRIPTOR = -101;
/** Modules in C are loaded, which a fork cannot copy. */
export const HAS_MODULES_IN_C = -110;

/** The other end was closed without having got all messages; this is told once. */
export const RESET = -102;

/** Two numbers in one: the first is below 2³², the second below 2²⁰. */
export const pair = (first: number, second: number): number => first * 2 ** 20 + second;

/** Whether a wait has ended because its time was over. */
export function isTimeOver(code: number): boolean {
  return code === ERRORS.EMPTY || code === ERRORS.FULL || code === ERRORS.TIMED_OUT;
}
