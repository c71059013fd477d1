/** Which hosts cannot have processes, and what they lack. */
import { PlaygroundError } from '../../common/errors';

/** What of the host's realm is looked at. */
export interface HostScope {
  DedicatedWorkerGlobalScope?: unknown;
  Worker?: unknown;
  SharedArrayBuffer?: unknown;
  crossOriginIsolated?: boolean;
}

/** Why this realm cannot be a host; null where it can. */
export function whyNot(scope: HostScope): PlaygroundError | null {
  if (scope.DedicatedWorkerGlobalScope === undefined) {
    return new PlaygroundError(
      'E_UNSUPPORTED',
      'Pyodide does not run in a worker here. Where it waits for a process it blocks, which a ' +
        'page’s main thread may not: load Pyodide in a dedicated worker (new Worker(…)).',
    );
  }
  if (scope.Worker === undefined) {
    return new PlaygroundError(
      'E_UNSUPPORTED',
      'This browser starts no workers from within a worker, and each process is one.',
    );
  }
  if (scope.SharedArrayBuffer === undefined || scope.crossOriginIsolated !== true) {
    return new PlaygroundError(
      'E_NOT_ISOLATED',
      'The processes share memory, for which the page and the worker’s script must be sent with ' +
        'the headers Cross-Origin-Opener-Policy: same-origin and ' +
        'Cross-Origin-Embedder-Policy: require-corp (or credentialless).',
    );
  }
  return null;
}
