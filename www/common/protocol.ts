/**
 * All messages between realms: who may ask whom for what. Each method answers with an `Outcome`.
 *
 *   window  → engine   EngineRealm     engine → window   EngineEvents
 *   engine  → process  ProcessRealm    process → engine  QueueRealm (where memory cannot be shared)
 */
import type {
  Algorithm,
  Dimensions,
  Kernels,
  Matrix,
  Mode,
  PoolStats,
  Statistics,
} from '../lib/types';
import type { SpeedupFigures } from '../lib/speedup';
import type { Outcome, ThrownError } from './outcome';
import type { Packed } from './packed';

/** Names a call of the window's, so that it can be cancelled and its progress told. */
export type CallId = number;

export interface EngineConfig {
  /** Name of the life lock, of the guard's channel, and prefix of the processes' names. */
  name: string;
  mode: Mode;
  workers: number;
  startTimeoutMs: number;
  /** A SharedArrayBuffer can be posted on this page. */
  sharedMemory: boolean;
  /** The kernels as an engine before this one has measured them. */
  kernels?: Kernels | undefined;
}

export interface EngineReport {
  simd: 'relaxed' | 'fixed';
  clockResolutionMs: number;
  kernels: Kernels;
  dispatchUs: number | null;
}

export interface MatmulRequest {
  call: CallId;
  a: Matrix;
  b: Matrix;
  dims: Dimensions;
  algorithm: Algorithm;
  on: 'one' | Mode;
  workers: number;
  check: boolean;
}

export interface MatmulReply {
  c: Matrix;
  kernel: string;
  computeMs: number;
  copyMs: number;
  checkMs: number;
  /** Rows of seven numbers: worker, first row, rows, first column, columns, start and end in ms since the call began in the engine. */
  spans: Float64Array;
  maxRelativeError: number | null;
}

/** A compiled task by name, or a JavaScript function by its source. */
export type TaskCode = { task: string } | { source: string };

export interface MapRequest {
  call: CallId;
  on: Mode;
  code: TaskCode;
  /** For compiled tasks a `number[]` each: the arguments. For functions the packed values. */
  items: Packed[] | number[][];
  chunksize: number;
}

/** Bytes of a queue's ring; longer messages stream through it. */
export const RING_BYTES = 1 << 20;

/** How a queue is known in all realms. `buffer` is there where memory is shared. */
export interface QueueHandle {
  id: number;
  maxsize: number;
  buffer?: SharedArrayBuffer;
}

export interface QueueCall {
  queue: number;
  /** Milliseconds; 0 does not wait, `null` waits for as long as it takes. */
  timeoutMs: number | null;
}

/** What the engine does for queues; also offered to processes where memory cannot be shared. */
export interface QueueRealm {
  queuePut(call: QueueCall & { message: Uint8Array }): Promise<Outcome<void>>;
  queueGet(call: QueueCall): Promise<Outcome<Uint8Array>>;
  queueSize(queue: number): Promise<Outcome<number>>;
  queueClose(queue: number): Promise<Outcome<void>>;
}

export interface SpawnRequest {
  pid: number;
  source: string;
  args: Packed;
}

/** How a spawned process ended. */
export interface Exit {
  exitCode: number;
  error: ThrownError | null;
}

export interface EngineRealm extends QueueRealm {
  start(config: EngineConfig, events: EngineEvents): Promise<Outcome<EngineReport>>;
  matmul(request: MatmulRequest): Promise<Outcome<MatmulReply>>;
  map(request: MapRequest): Promise<Outcome<number[] | Packed[]>>;
  stats(on: Mode): Promise<Outcome<PoolStats>>;
  partition(
    items: number,
    parts: number,
    strategy: string,
  ): Promise<Outcome<{ order: Uint32Array; lengths: Uint32Array }>>;
  statistics(samplesMs: number[], clockResolutionMs: number): Promise<Outcome<Statistics>>;
  speedup(workers: number[], mediansMs: number[]): Promise<Outcome<SpeedupFigures>>;
  queueOpen(handle: QueueHandle): Promise<Outcome<void>>;
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
  terminate(pid: number): Promise<Outcome<void>>;
  /** Gives up the call: it rejects with `E_CANCELLED`, and what it occupies is freed. */
  cancel(call: CallId): Promise<Outcome<void>>;
  /** For tests: ends a worker of the process pool behind everybody's back; true if there was one. */
  killProcess(): Promise<Outcome<boolean>>;
  /** For tests: panics in a thread of the pool. */
  panicThread(): Promise<Outcome<void>>;
}

/** Told by the engine while calls are under way. */
export type EngineEvents = (call: CallId, done: number, total: number) => void;

export interface ProcessConfig {
  /** Name of the life lock. */
  name: string;
  module: WebAssembly.Module;
  /** Its identity for the locks of queues. */
  agent: number;
  /** Where memory is not shared: the queues, by messages to the engine. */
  queues?: MessagePort;
}

export interface RunRequest {
  code: TaskCode;
  /** Number of the first item, for the messages of errors. */
  first: number;
  items: Packed[] | number[][];
}

/** The values of a chunk, or the item that failed. */
export type RunReply = { values: Packed[] } | { failedItem: number; thrown: ThrownError };

export interface BandRequest {
  /** Names the product, whose B is sent with its first band. */
  product: number;
  b?: Matrix;
  a: Matrix;
  dims: Dimensions;
  algorithm: Algorithm;
  kernel: string;
  originMs: number;
}

export interface BandReply {
  c: Matrix;
  kernel: string;
  /** As in the reply to the window. */
  spans: Float64Array;
  /** From operands in place to the band complete. */
  computeMs: number;
}

export interface ProcessRealm {
  start(config: ProcessConfig): Promise<Outcome<void>>;
  run(request: RunRequest): Promise<Outcome<RunReply>>;
  /** A band of rows of a product. */
  band(request: BandRequest): Promise<Outcome<BandReply>>;
  /** Forgets the B of a product. */
  forget(product: number): Promise<Outcome<void>>;
  /** Runs the function once; settles with how it ended. */
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
}
