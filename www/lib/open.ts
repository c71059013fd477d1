/**
 * `open`: tries what the browser allows, starts the engine, and falls back from threads to
 * processes.
 */
import { cancelled, throwIfAborted } from '../common/cancelled';
import { checkCall, integer, known, milliseconds, oneOf } from '../common/checks';
import { isTimeOut } from '../common/link';
import { EngineClient } from './engine-client';
import { reportedCores } from '../common/cores';
import { COARSE_CLOCK_MS, REASONS, sharedMemoryWorks } from './environment';
import { PlaygroundError } from '../common/errors';
import { placesOf } from './places';
import { OpenPlayground } from './playground';
import type { Environment, Mode, OpenOptions, Playground, ReasonCode } from '../common/types';

const MAX_WORKERS = 64;
const MOST_BY_DEFAULT = 16;
const START_TIMEOUT_MS = 10_000;
const OPTIONS = [
  'workers',
  'mode',
  'startTimeoutMs',
  'signal',
  'assets',
  'python',
  'start',
] as const;
const NO_WORKERS =
  'There are no Web Workers here: the library runs in browsers. On a server, import it but open nothing.';

const NO_WEBASSEMBLY = 'There is no WebAssembly here, in which everything is computed.';

/**
 * Opens a playground: an engine with its threads and processes.
 *
 * @throws PlaygroundError `E_ARGUMENT`; `E_NOT_ISOLATED` for `mode: 'threads'` where threads cannot
 *   run; `E_UNSUPPORTED` outside browsers, and without WebAssembly; `E_WORKER_LOAD`, `E_WASM`,
 *   `E_MEMORY` when the engine cannot start; `E_CANCELLED`.
 *
 * @example
 * ```ts
 * await using pg = await open({ workers: 2 });
 * await pg.processes.map((x) => x * x, [1, 2, 3]); // → [1, 4, 9]
 * await open({ workers: 0 }).catch((error) => error.code); // → 'E_ARGUMENT'
 * ```
 */
export async function open(given: OpenOptions = {}): Promise<Playground> {
  if (typeof Worker === 'undefined') throw new PlaygroundError('E_UNSUPPORTED', NO_WORKERS);
  if (typeof WebAssembly === 'undefined')
    throw new PlaygroundError('E_UNSUPPORTED', NO_WEBASSEMBLY);
  const options = known('options', given, OPTIONS);
  checkCall({ signal: options.signal });
  const cores = reportedCores();
  const workers = integer(
    'workers',
    options.workers === undefined ? Math.min(cores, MOST_BY_DEFAULT) : options.workers,
    1,
    MAX_WORKERS,
  );
  const { mode: wanted = 'auto', startTimeoutMs: patience = START_TIMEOUT_MS } = options;
  const mode = oneOf('mode', wanted, ['auto', 'threads', 'processes'] as const);
  const startTimeoutMs = milliseconds('startTimeoutMs', patience);
  const { signal } = options;
  const places = placesOf(options);
  throwIfAborted(signal);

  const sharedMemory = sharedMemoryWorks();
  const isolated = globalThis.crossOriginIsolated;
  const missing: ReasonCode | null = sharedMemory
    ? null
    : isolated
      ? 'no-shared-memory'
      : 'not-isolated';
  if (mode === 'threads' && missing) throw new PlaygroundError('E_NOT_ISOLATED', REASONS[missing]);

  const start = async (as: Mode): Promise<EngineClient> => {
    const client = new EngineClient({ mode: as, workers, startTimeoutMs, sharedMemory }, places);
    const cancel = (): void => {
      if (signal) void client.close(cancelled(signal));
    };
    signal?.addEventListener('abort', cancel);
    try {
      await client.start();
      return client;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };

  const reasons: ReasonCode[] = missing ? [missing] : [];
  let client: EngineClient | undefined;
  if (!missing && mode !== 'processes') {
    try {
      client = await start('threads');
    } catch (error) {
      if (mode === 'threads' || (error as PlaygroundError).code === 'E_CANCELLED') throw error;
      const timedOut = isTimeOut(error);
      reasons.push(timedOut ? 'threads-timeout' : 'threads-failed');
    }
  } else if (!missing) {
    reasons.push('processes-chosen');
  }
  const threads = client !== undefined;
  client ??= await start('processes');

  const report = client.report;
  if (!report) throw new PlaygroundError('E_WASM', 'The engine did not say what it is.');
  if (report.clockResolutionMs >= COARSE_CLOCK_MS) reasons.push('coarse-clock');
  const environment: Environment = {
    crossOriginIsolated: isolated,
    sharedMemory,
    threads,
    simd: report.simd,
    cores,
    clockResolutionMs: report.clockResolutionMs,
    kernels: { f32: [], f64: [] },
    dispatchUs: null,
    reasons: reasons.map((code) => REASONS[code]),
    reasonCodes: reasons,
  };
  return new OpenPlayground(client, environment, threads ? 'threads' : 'processes', workers);
}
