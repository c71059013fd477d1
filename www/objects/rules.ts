/**
 * What holds for objects of several kinds: how long a call waits, where a received array goes,
 * their end.
 */
import { GET_OPTIONS, known, milliseconds, refused, signalOf, timeoutOf } from '../common/checks';
import { isTarget, type Target } from '../common/codec';
import { PlaygroundError } from '../common/errors';
import type { RecvOptions, TimeLimit, WaitOptions } from '../common/types';

/** `Symbol.dispose`, or its substitute in engines that do not have it yet. */
export const DISPOSE: typeof Symbol.dispose =
  (Symbol as { dispose?: typeof Symbol.dispose }).dispose ??
  (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);

/** The same for `Symbol.asyncDispose`. */
export const ASYNC_DISPOSE: typeof Symbol.asyncDispose =
  (Symbol as { asyncDispose?: typeof Symbol.asyncDispose }).asyncDispose ??
  (Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose);

/** A time limit for a message: null is none. */
export function waitTime(timeoutMs: number | undefined, missing: number | null): number | null {
  if (timeoutMs === undefined) return missing;
  const checked = milliseconds('timeoutMs', timeoutMs);
  return checked === Infinity ? null : checked;
}

/** A limit of the caller's, for a message. */
export interface Limit {
  /** Null is none. */
  timeoutMs: number | null;
  signal: AbortSignal | undefined;
}

/** The checked limit of a call: a time in ms, or an object with that and a signal. */
export function limitOf(limit: TimeLimit | undefined): Limit {
  // Callers without TypeScript may pass anything: what is no object is no time either.
  const given: unknown = limit;
  if (typeof given !== 'object' || given === null) {
    return { timeoutMs: waitTime(given as number | undefined, null), signal: undefined };
  }
  const options = given as Exclude<TimeLimit, number>;
  const { timeoutMs, signal } = known('limit', options, ['timeoutMs', 'signal']);
  return { timeoutMs: waitTime(timeoutMs, null), signal: signalOf({ signal }) };
}

/** The time limit of a blocking call in ms. `allowed` are the options of the call. */
export function blockingTime(options?: WaitOptions, allowed?: readonly string[]): number {
  return options === undefined ? Infinity : (timeoutOf(options, allowed) ?? Infinity);
}

/** The caller's array for the received value, if there is one. */
export function targetOf(
  options?: RecvOptions,
  allowed: readonly string[] = GET_OPTIONS,
): Target | undefined {
  const into: unknown = known('options', options, allowed).into;
  if (into === undefined || isTarget(into)) return into;
  throw refused('into', into, 'a typed array');
}

/** For calls on what was closed in this realm. */
export function closedHere(what = 'The object'): PlaygroundError {
  return new PlaygroundError('E_CLOSED', `${what} has been closed here.`);
}
