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
  /** The name of its life lock, and part of the names of the workers that it owns. */
  name: string;
  mode: Mode;
  workers: number;
  startTimeoutMs: number;
  /** A SharedArrayBuffer can be posted on this page. */
  sharedMemory: boolean;
  /** Names the heap; objects of another heap are refused. */
  owner: string;
  /** Where memory can be shared: the heap in which the objects lie. */
  heap: SharedMemory | null;
  /** What an earlier engine has measured. */
  measured?: Measured | undefined;
}

export interface EngineReport {
  /** Where memory can be shared: what the window needs to use the objects itself. */
  heapModule: WebAssembly.Module | null;
  simd: 'relaxed' | 'fixed';
  clockResolutionMs: number;
}

/** What is measured of the machine once there is time. */
export interface Measured {
  kernels: Kernels;
  /** Null without threads. */
  dispatchUs: number | null;
}

/** A right operand that is kept, by the id that the window has given it. */
export interface KeptMatrix {
  kept: number;
}

/** A right operand to be kept; `b` is row-major, k×n. */
export interface MatrixRequest {
  id: number;
  b: Matrix;
  k: number;
  n: number;
}

export interface MatmulRequest {
  call: CallId;
  a: Matrix;
  b: Matrix | KeptMatrix;
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
  /**
   * Rows of seven numbers: worker, first row, rows, first column, columns, start and end in ms
   * since the call began in the engine.
   */
  spans: Float64Array;
  maxRelativeError: number | null;
}

/** A compiled task by name, or a JavaScript function by its source. */
export type TaskCode = { task: string } | { source: string };

export interface MapRequest {
  call: CallId;
  on: Mode;
  /** Of processes: see `PoolRequest`. */
  pool?: number | undefined;
  code: TaskCode;
  items: Items | CompiledItems;
  chunksize: number;
  /** The reply has the spans of the chunks. */
  timed: boolean;
}

export interface MapReply {
  /** The results, in the order of the items. */
  pieces: Items[];
  /**
   * Rows of five numbers: worker, first item, items, start and end in ms since the epoch. Null
   * unless asked for.
   */
  spans: Float64Array | null;
}

/** A function that each process of a pool runs before its first task. */
export interface Initializer {
  source: string;
  args: Packed;
}

/** A pool of processes beside the playground's own, which is number 0. */
export interface PoolRequest {
  /** Its number, chosen by the window. */
  pool: number;
  workers: number;
  /** The number of tasks after which a process is replaced; 0: never. */
  maxTasks: number;
  initializer: Initializer | null;
}

/**
 * The id of a lease: the use of a process of the pool by the window, until it gives it back. Chosen
 * by the window, for each pool anew.
 */
export type LeaseId = number;

/**
 * The window's connection to a process: a port, and where memory is shared the address of a call
 * slot.
 */
export interface WindowWay {
  port: MessagePort;
  slot: number | null;
}

/** A granted lease. The connection to the process comes with its first lease. */
export interface Grant {
  worker: number;
  way?: WindowWay;
  /** Processes that have ended since the last granted lease: their connections are closed. */
  ended: number[];
}

/** A task for a thread. */
export interface ThreadTask {
  task: string;
  args: Float64Array;
}

/** The engine's service for objects, for a process. */
export interface ObjectRealm {
  operate(call: ObjectCall): Promise<Outcome<ObjectReply>>;
  /** The same for a process that blocks until the outcome is in its reply queue. */
  answer(call: ObjectCall): Promise<Outcome<void>>;
  /** Gives up the call with that id; no effect if it is over. */
  giveUp(id: number): Promise<Outcome<void>>;
  /** The process's report of what it holds. */
  holding(holding: Holding): Promise<Outcome<void>>;
}

/** The configuration of a process for objects. */
export interface ObjectsConfig {
  /** Its identity as an agent. */
  agent: number;
  /** The engine's `ObjectRealm`. */
  port: MessagePort;
  /** Names the heap. */
  owner: string;
  /** Where memory is shared: the heap, its module, and this agent's region. */
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
  matrixOpen(request: MatrixRequest): Promise<Outcome<void>>;
  /** Products that have begun are completed. */
  matrixClose(id: number): Promise<Outcome<void>>;
  /** What was measured of the machine, now if it was not before. */
  measured(): Promise<Outcome<Measured>>;
  map(request: MapRequest): Promise<Outcome<MapReply>>;
  /** Runs tasks under a policy, in virtual time or on workers. */
  schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>>;
  /** Resolves when a process of the pool is leased to the window; rejects if that is impossible. */
  lease(id: LeaseId, pool?: number): Promise<Outcome<Grant>>;
  /**
   * To be called together with `lease`: resolves when the lease was given back, rejects when its
   * process was lost.
   */
  leaseOver(id: LeaseId, pool?: number): Promise<Outcome<void>>;
  /**
   * Ends the leased process alone; resolves when it has no more effect. No effect for a lease that
   * is over.
   */
  leaseCancel(id: LeaseId, pool?: number): Promise<Outcome<void>>;
  /**
   * Gives the process back, with a failure if it cannot be used any more. No effect for a lease
   * that is over.
   */
  release(id: LeaseId, failure?: Failure, pool?: number): Promise<Outcome<void>>;
  /** Runs the tasks concurrently, as far as there are threads; each has an outcome of its own. */
  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>>;
  /**
   * Shuts the pool of processes down; resolves when its work is done and its processes are gone.
   */
  shutdown(cancelPending: boolean, pool?: number): Promise<Outcome<void>>;
  stats(on: Mode, pool?: number): Promise<Outcome<PoolStats>>;
  /** Makes a pool of processes. They start when there is work. */
  poolOpen(request: PoolRequest): Promise<Outcome<void>>;
  /** Ends a pool with all it has to do; resolves when its processes have no more effect. */
  poolTerminate(pool: number): Promise<Outcome<void>>;
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
  /**
   * Registers parts that the window has made, and makes the others. Their ids grow from one call to
   * the next.
   */
  objectsOpen(openings: Opening[]): Promise<Outcome<void>>;
  /** The window's report of what it holds. */
  objectsHolding(holding: Holding): Promise<Outcome<void>>;
  /** For tests: bytes of the heap that are in use. */
  heapUsed(): Promise<Outcome<number>>;
  objectsOperate(call: ObjectCall): Promise<Outcome<ObjectReply>>;
  /** Gives up the call with that id; no effect if it is over. */
  objectsGiveUp(id: number): Promise<Outcome<void>>;
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
  /** Ends a spawned process, which then has that exit code. */
  terminate(pid: number, exitCode: number): Promise<Outcome<void>>;
  /** Cancels the call: it rejects with `E_CANCELLED`, and its resources are freed. */
  cancel(call: CallId): Promise<Outcome<void>>;
  /** Resolves when all ended workers have stopped. */
  settled(): Promise<Outcome<void>>;
  /** Gives up all calls, and resolves when all workers of the engine have stopped. */
  end(): Promise<Outcome<true>>;
}

/** Reports progress of open calls, from the engine and from the compute realm. */
export type EngineEvents = (call: CallId, done: number, total: number) => void;

export interface ComputeConfig {
  /** Name of the life lock and of the guard's channel. */
  name: string;
  mode: Mode;
  workers: number;
  /** A memory can be posted on this page. */
  sharedMemory: boolean;
  module: WebAssembly.Module;
}

/** Where the two words of `src/crew/halt.rs` are. */
export interface HaltWords {
  memory: WebAssembly.Memory;
  at: number;
}

export interface ComputeReport {
  simd: 'relaxed' | 'fixed';
  /** The number of units of calibrated work in one millisecond. */
  spinRate: number;
  /** Where memory is shared. */
  halt: HaltWords | null;
}

/** A product that was computed elsewhere, to be checked. */
export interface CheckRequest {
  call: CallId;
  a: Matrix;
  b: Matrix | KeptMatrix;
  c: Matrix;
  dims: Dimensions;
  algorithm: Algorithm;
}

export interface CheckReply {
  c: Matrix;
  maxRelativeError: number;
}

/** The compute realm: it computes on its own thread and on rayon's. */
export interface ComputeRealm {
  start(config: ComputeConfig, events: EngineEvents): Promise<Outcome<ComputeReport>>;
  /** `kernel` names the micro-kernel; the empty name is the default one's. */
  matmul(request: MatmulRequest, kernel: string): Promise<Outcome<MatmulReply>>;
  matrixOpen(request: MatrixRequest): Promise<Outcome<void>>;
  matrixClose(id: number): Promise<Outcome<void>>;
  /** Measures the kernels and the dispatch, in short turns between those of open calls. */
  measure(): Promise<Outcome<Measured>>;
  check(request: CheckRequest): Promise<Outcome<CheckReply>>;
  map(request: MapRequest): Promise<Outcome<MapReply>>;
  /** A simulation, or a run on threads. */
  schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>>;
  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>>;
  /** Cancels the call: it rejects with `E_CANCELLED` before its next slice. */
  cancel(call: CallId): Promise<Outcome<void>>;
  /** Gives up all calls and lets the threads leave; true when all have left. */
  leave(): Promise<Outcome<boolean>>;
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
  /** For a process of the pool: the ports for tasks, from the engine and from the window. */
  tasks: TaskPorts | null;
  /** The number of units of calibrated work in one millisecond. */
  spinRate: number;
}

/** Tasks for a process, sent through a task line: see `task-line.ts`. */
export interface TaskRequest {
  code: TaskCode;
  items: Items | CompiledItems;
  /**
   * The chunk size, if there are several chunks: after a moment the process stops between two of
   * them.
   */
  chunksize?: number;
  /** Each item is the list of the function's arguments. */
  spread?: true;
  /** The reply has the times. */
  timed?: true;
}

/**
 * The results of the whole chunks that were run, whether that took less than a moment, and the
 * start and end of each chunk in ms since the epoch if asked for; or the first item that failed.
 */
export type TaskReply =
  | { values: Items; quick?: boolean; ranMs?: readonly number[] }
  | { failedItem: number; failure: Failure };

export interface BandRequest {
  /** The id of the product, whose B is sent with its first band. */
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
  /** Runs a pool's initializer; a failure of that is `E_TASK`. */
  initialize(initializer: Initializer): Promise<Outcome<void>>;
  /** A band of rows of a product. */
  band(request: BandRequest): Promise<Outcome<BandReply>>;
  /** Forgets the B of a product. */
  forget(product: number): Promise<Outcome<void>>;
  /** Runs a lane of a run whose board is in the heap, to its end. */
  lane(request: LaneRequest): Promise<Outcome<void>>;
  /** Runs tasks of a run; gives the start and end of each, in ms after the start of the run. */
  chunk(request: ChunkRequest): Promise<Outcome<Float64Array>>;
  /**
   * Takes back the chunks of the engine's present request that have not begun; gives the number
   * that stay, 0 without a request.
   */
  recall(): Promise<Outcome<number>>;
  /** The time on the process's clock. */
  clock(): Promise<Outcome<number>>;
  /** Runs the function once; settles with how it ended. */
  spawn(request: SpawnRequest): Promise<Outcome<Exit>>;
}
