/**
 * What holds for the objects in every realm: which direction a connection has, how long a call waits, what fits in an array.
 */
import { isTarget, type Target } from '../common/codec';
import type { ConnectionHandle, Place } from '../common/handles';
import { GET_OPTIONS, known, milliseconds, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { RecvOptions } from '../common/types';

/** `Symbol.dispose`, or what stands for it in engines that do not have it yet. */
export const DISPOSE: typeof Symbol.dispose =
  (Symbol as { dispose?: typeof Symbol.dispose }).dispose ??
  (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);

/** The queue into which a connection sends. */
export function sent({ sends }: ConnectionHandle): Place {
  if (sends) return sends;
  throw new PlaygroundError('E_UNSUPPORTED', 'This end of the pipe only receives.');
}

/** The queue from which a connection receives. */
export function received({ receives }: ConnectionHandle): Place {
  if (receives) return receives;
  throw new PlaygroundError('E_UNSUPPORTED', 'This end of the pipe only sends.');
}

/** A timeout for a message: null for ever. */
export function waitTime(timeoutMs: number | undefined, missing: number | null): number | null {
  if (timeoutMs === undefined) return missing;
  const checked = milliseconds('timeoutMs', timeoutMs);
  return checked === Infinity ? null : checked;
}

/** The array that what is got shall go into, if the caller has one. */
export function targetOf(
  options?: RecvOptions,
  allowed: readonly string[] = GET_OPTIONS,
): Target | undefined {
  const into: unknown = known('options', options, allowed).into;
  if (into === undefined || isTarget(into)) return into;
  throw refused('into', into, 'a typed array');
}
