/**
 * All messages between realms: who may ask whom for what. Each method answers with an `Outcome`.
 *
 *   window  → engine   EngineRealm     engine  → window  EngineEvents
 *   engine  → compute  ComputeRealm    compute → engine  EngineEvents
 *   engine  → process  ProcessRealm    process → engine  ObjectRealm
 */
import type {
  Algorithm,
  Dimensions,
  Kernels,
  Matrix,
  Mode,
  PoolStats,
  SpeedupFigures,
  Statistics,
} from './types';
import type { CallId } from './call-id';
import type { Holding, ObjectCall, ObjectReply, Opening } from './handles';
import type { CompiledItems, Items } from './items';
import type { SharedMemory } from './memory';
import type { Failure, Outcome, ThrownError } from './outcome';
import type { Packed } from './packed';
import type {
  ChunkRequest,
  LaneRequest,
  ScheduleReply,
  ScheduleRequest,
} from './schedule-messages';

export interface EngineConfig {
  /** Name of the life lock, and part of the names of all that the engine owns. */
  name: string;
  mode: Mode;
  workers: number;
  startTimeoutMs: number;
  /** A SharedArrayBuffer can be posted on this page. */
  sharedMemory: boolean;
  /** Names the heap: objects of another one are refused. */
  owner: string;
  /** Where memory can be shared: the heap in which the objects lie. */
  heap: SharedMemory | null;
  /** The kernels as an engine before this one has measured them. */
  kernels?: Kernels | undefined;
}

/** What ends with the engine. */
export interface Remaining {
  /** Workers, by their life locks. */
  names: string[];
  /** How long threads may go on, in ms: nothing tells. */
  lingerMs: number;
}

export interface EngineReport {
  /** Where memory can be shared: what the window needs to use the objects itself. */
  heapModule: WebAssembly.Module | null;
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
  arithmeticMs: number;
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
  items: Items | CompiledItems;
  chunksize: number;
  /** Who ran which chunk when is wanted as well. */
  timed: boolean;
}

export interface MapReply {
  /** What the items gave, in their order. */
  pieces: Items[];
  /** Rows of five numbers: worker, first item, items, start and end in ms since the epoch. Null where nobody asked. */
  spans: Float64Array | null;
}

/** Names a lease: the use of a process of the pool, for as long as the window likes. Chosen by the window. */
export type LeaseId = number;

/** The window's way to a process: a port, and where memory is shared the address of a slot in the heap. */
export interface WindowWay {
  port: MessagePort;
  slot: number | null;
}

/** A lease that was granted. The way to the process comes with the first lease of each. */
export interface Grant {
  worker: number;
  way?: WindowWay;
  /** Processes that have ended since the last lease that was granted: their ways lead nowhere. */
  ended: number[];
}

/** A task for a thread. */
export interface ThreadTask {
  task: string;
  args: Float64Array;
}

/** What the engine does for the objects of a playground, for a process. */
export interface ObjectRealm {
  operate(call: ObjectCall): Promise<Outcome<ObjectReply>>;
  /** The same for a process that blocks until the outcome is in its queue in the heap. */
  answer(call: ObjectCall): Promise<Outcome<void>>;
  /** What objects the process has. */
  holding(holding: Holding): Promise<Outcome<void>>;
}

/** What a process needs for the objects of a playground. */
export interface ObjectsConfig {
  /** Its identity for their locks. */
  agent: number;
  /** The engine's `ObjectRealm`. */
  port: MessagePort;
  /** Names the heap. */
  owner: string;
  /** Where memory is shared: the heap, the module over it, and the region that is this agent's own. */
  heap?: SharedMemory & { module: WebAssembly.Module; region: number };
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

export interface EngineRealm {
  start(config: EngineConfig, events: EngineEvents): Promise<Outcome<EngineReport>>;
  matmul(request: MatmulRequest): Promise<Outcome<MatmulReply>>;
  map(request: MapRequest): Promise<Outcome<MapReply>>;
  /** Runs tasks by a policy, in virtual time or for real. */
  schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>>;
  /** Settles when a process of the pool is the window's, or cannot be. */
  lease(id: LeaseId): Promise<Outcome<Grant>>;
  /** To be asked together with `lease`: resolves when the lease has been given back, rejects when its process was lost. */
  leaseOver(id: LeaseId): Promise<Outcome<void>>;
  /** Gives the process back; with a failure when it can do no more work. Nothing for a lease that is over. */
  release(id: LeaseId, failure?: Failure): Promise<Outcome<void>>;
  /** Runs the tasks at the same time, as far as there are threads; each has an outcome of its own. */
  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>>;
  /** The pool of processes takes no more work; settles when what there is has come to its end and its processes are gone. */
  shutdown(cancelPending: boolean): Promise<Outcome<void>>;
  stats(on: Mode): Promise<Outcome<PoolStats>>;
  partition(
    items: number,
    parts: number,
    strategy: string,
  ): Promise<Outcome<{ order: Uint32Array; lengths: Uint32Array }>>;
  statistics(samplesMs: number[], clockResolutionMs: number): Promise<Outcome<Statistics>>;
  speedup(
    workers: number[],
    mediansMs: number[],
  ): Promise<Outcome<{ points: SpeedupFigures[]; serialFraction: number | null }>>;
  /** Objects that the window has made, or wants made. Their ids grow from one call to the next. */
  objectsOpen(openings: Opening[]): Promise<Outcome<void>>;
  /** What objects the window has. */
  objectsHolding(holding: Holding): Promise<Outcome<void>>;
  /** For tests: bytes of the heap that are in use. */
  heapUsed(): Promise<Outcome<number>>;
  objectsOperate(call: ObjectCall): Promise<Outcome<ObjectReply>>;
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
  terminate(pid: number): Promise<Outcome<void>>;
  /** Gives up the call: it rejects with `E_CANCELLED`, and what it occupies is freed. */
  cancel(call: CallId): Promise<Outcome<void>>;
  /** Resolves when nothing that has been ended still runs. */
  settled(): Promise<Outcome<void>>;
  /** Gives up everything; answers with what will end with the engine. */
  end(): Promise<Outcome<Remaining>>;
  /** For tests: ends a worker of the process pool behind everybody's back; true if there was one. */
  killProcess(): Promise<Outcome<boolean>>;
  /** For tests: panics in a thread of the pool. */
  panicThread(): Promise<Outcome<void>>;
}

/** Told by the engine, and by what computes for it, while calls are under way. */
export type EngineEvents = (call: CallId, done: number, total: number) => void;

export interface ComputeConfig {
  /** Name of the life lock and of the guard's channel. */
  name: string;
  mode: Mode;
  workers: number;
  /** A memory can be posted on this page. */
  sharedMemory: boolean;
  module: WebAssembly.Module;
  /** The kernels as an instance before this one has measured them. */
  kernels?: Kernels | undefined;
}

/** Where the two words of `src/crew/halt.rs` lie. */
export interface HaltWords {
  memory: WebAssembly.Memory;
  at: number;
}

export interface ComputeReport {
  simd: 'relaxed' | 'fixed';
  kernels: Kernels;
  /** What one millisecond of calibrated work is. */
  spinRate: number;
  dispatchUs: number | null;
  /** Where memory is shared. */
  halt: HaltWords | null;
}

/** A product that was computed elsewhere, to be checked. */
export interface CheckRequest {
  call: CallId;
  a: Matrix;
  b: Matrix;
  c: Matrix;
  dims: Dimensions;
  algorithm: Algorithm;
}

export interface CheckReply {
  c: Matrix;
  maxRelativeError: number;
}

/** What computes for the engine, on its own thread and on rayon's. */
export interface ComputeRealm {
  start(config: ComputeConfig, events: EngineEvents): Promise<Outcome<ComputeReport>>;
  matmul(request: MatmulRequest): Promise<Outcome<MatmulReply>>;
  check(request: CheckRequest): Promise<Outcome<CheckReply>>;
  map(request: MapRequest): Promise<Outcome<MapReply>>;
  /** A simulation, or a run on threads. */
  schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>>;
  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>>;
  /** Gives up the call: it rejects with `E_CANCELLED` before its next slice. */
  cancel(call: CallId): Promise<Outcome<void>>;
  /** Gives up everything and lets the threads go; true when all have left. */
  leave(): Promise<Outcome<boolean>>;
  /** For tests: panics in a thread of the pool, or here where there are none. */
  panic(): Promise<Outcome<void>>;
}

export interface TaskPorts {
  engine: MessagePort;
  window: MessagePort;
  /** Where memory is shared: the word of the engine's and the process's `Claims`. */
  claims: SharedArrayBuffer | null;
}

export interface ProcessConfig {
  /** Name of the life lock. */
  name: string;
  module: WebAssembly.Module;
  objects: ObjectsConfig;
  /** For a process of the pool: the lines by which tasks come, from the engine and from the window. */
  tasks: TaskPorts | null;
  /** How many units of work make a millisecond, as the engine has measured. */
  spinRate: number;
}

/** Tasks for a process, by whoever holds its line: see `task-line.ts`. */
export interface TaskRequest {
  code: TaskCode;
  items: Items | CompiledItems;
  /** Where they are several chunks: the process stops after any of them when it has worked for a moment. */
  chunksize?: number;
  /** Each item is the list of the function's arguments. */
  spread?: true;
  /** The reply says when they ran. */
  timed?: true;
}

/**
 * The values of the items, of as many whole chunks as were run, with start and end of each chunk in ms since the epoch where those
 * are wanted, and whether all was quick: done in less than a moment; or the first item that failed.
 */
export type TaskReply =
  | { values: Items; quick?: boolean; ranMs?: readonly number[] }
  | { failedItem: number; failure: Failure };

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
  /** A band of rows of a product. */
  band(request: BandRequest): Promise<Outcome<BandReply>>;
  /** Forgets the B of a product. */
  forget(product: number): Promise<Outcome<void>>;
  /** A lane of a run whose board is in the heap, to its end. */
  lane(request: LaneRequest): Promise<Outcome<void>>;
  /** Tasks of a run; their starts and ends in turns, in ms after its start. */
  chunk(request: ChunkRequest): Promise<Outcome<Float64Array>>;
  /** Takes back the chunks of the engine's present request that have not been begun; gives how many stay, 0 where there is none. */
  recall(): Promise<Outcome<number>>;
  /** The time on the process's clock. */
  clock(): Promise<Outcome<number>>;
  /** Runs the function once; settles with how it ended. */
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
}
