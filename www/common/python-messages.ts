/**
 * Messages of Python: who may ask whom for what. Each method answers with an `Outcome`.
 *
 *   window     → supervisor   SupervisorRealm    supervisor → window      RunEvent, PythonLoading:
 *                                                                         by ports
 *   host       → supervisor   SupervisorRealm    host       → supervisor  Request, by a port
 *   supervisor → interpreter  InterpreterRealm   interpreter → supervisor Request, by a port
 */
import type { SharedMemory } from './memory';
import type { Outcome } from './outcome';
import type {
  Dimensions,
  Matrix,
  Mode,
  PythonError,
  PythonMessage,
  PythonOutput,
  PythonProcess,
  PythonProcessEvent,
  PythonSpan,
  Span,
  StartMethod,
} from './types';

export interface SupervisorConfig {
  /** The name of its life lock, and part of the names of the workers that it owns. */
  name: string;
  /** Interpreters that are kept ready. */
  nSpares: number;
  startTimeoutMs: number;
  /** A SharedArrayBuffer can be posted on this page. */
  sharedMemory: boolean;
  /** Where Python's files lie: their folder, or each; null: where the build put them. */
  folder: string | PythonFiles | null;
}

export interface SupervisorReport {
  version: string;
  readyMs: number;
}

export interface RunRequest {
  /** Chosen by the window. */
  run: number;
  files: ReadonlyMap<string, string | Uint8Array>;
  main: string;
  args: readonly string[];
  wheels: readonly string[];
  startMethod: StartMethod;
  cpuCount: number;
  /** The whole standard input; null where it comes by `write`. */
  stdin: string | null;
  /** Messages are recorded. */
  trace: boolean;
  /** What processes do is told while they do it. */
  live: boolean;
}

/** What a Pyodide that is not ours asks for, to have processes: a host. */
export interface HostRequest {
  cpuCount: number;
  /** Installed in each process that it starts. */
  wheels: readonly string[];
}

/** The host as a process of a run, which lasts as long as the host. */
export interface HostReply {
  pid: number;
  place: ProcessPlace;
  heap: { memory: SharedMemory; run: number };
  heapModule: WebAssembly.Module;
  /** The queue of what its children write, which the host reads. */
  console: number;
}

export interface RunReply {
  exitCode: number;
  error: PythonError | null;
  processes: PythonProcess[];
  spans: PythonSpan[];
  messages: PythonMessage[];
  dropped: number;
}

/** A matrix product that a program asks for. */
export interface Product extends Dimensions {
  a: Matrix;
  b: Matrix;
  on: 'one' | Mode | null;
}

/** Its result, or the code and message of an error. */
export interface ProductReply {
  c?: Matrix;
  spans?: Span[];
  error?: [code: string, message: string];
}

/**
 * What a process has done since it told last. Of each span: its number, the object's, the line, the
 * thread, its start and end; one that went on, or of which more is known, comes again. Of each
 * message: the object's number, its own number there, 1 if it was put plus 2 if by a pipe, the
 * time, its length.
 */
export interface TraceBatch {
  /** 0: recorded by the process itself; 1: for it, by the supervisor. Each numbers its spans. */
  source: 0 | 1;
  spans: Float64Array;
  labels: readonly string[];
  messages: Float64Array;
  /** How much was not kept, from the beginning. */
  dropped: number;
}

/** What happens in a run, in order. `over` comes last. */
export type RunEvent =
  | { kind: 'output'; outputs: PythonOutput[] }
  | { kind: 'trace'; batches: [worker: number, batch: TraceBatch][] }
  | ({ kind: 'process' } & PythonProcessEvent)
  | { kind: 'product'; call: number; product: Product }
  | { kind: 'over' };

export interface SupervisorRealm {
  /** How far loading is comes by the port. */
  start(config: SupervisorConfig & { progress: MessagePort }): Promise<Outcome<SupervisorReport>>;
  run(request: RunRequest & { events: MessagePort }): Promise<Outcome<RunReply>>;
  /** Begins a run whose first process is the caller. Where memory is shared. */
  host(request: HostRequest & { port: MessagePort }): Promise<Outcome<HostReply>>;
  /** KeyboardInterrupt in all processes of the run, and after `graceMs` their end. */
  stop(run: number, graceMs: number): Promise<Outcome<void>>;
  /** Ends all processes of the run at once. */
  abandon(run: number): Promise<Outcome<void>>;
  write(run: number, text: string): Promise<Outcome<void>>;
  /** Ends all interpreters; answers when they have stopped. */
  end(): Promise<Outcome<void>>;
}

/** Where Python's files lie, as absolute addresses. */
export interface PythonFiles {
  /** What Pyodide takes for their folder, with a slash at the end. Nothing is fetched from it. */
  folder: string;
  /** Pyodide's module, with `loadPyodide`. It is imported at run time, as it was published. */
  pyodide: string;
  /** The interpreter's JavaScript and its module, which `loadPyodide` finds beside the first. */
  runtime: string;
  wasm: string;
  /** The standard library, compiled: `stdLibURL`. */
  stdlib: string;
  /** The playground's own modules and the packages that they need, compiled. */
  playground: string;
  /** What says of which build they are; null where they belong to this one. */
  manifest: string | null;
  /** The heap's module and the interpreters' script; null: where the build put them. */
  heap: string | null;
  worker: string | null;
}

/** What every interpreter of a build is made of. */
export interface BootFiles {
  module: WebAssembly.Module;
  heapModule: WebAssembly.Module;
  stdlib: Uint8Array;
  playground: Uint8Array;
  /** A memory image of an interpreter that has imported what programs need; null to make one. */
  snapshot: Uint8Array | null;
}

export interface BootConfig {
  name: string;
  files: BootFiles;
  /** Workers can have the same memory. */
  isShared: boolean;
}

/** Some pages of a memory of that length, by number; their contents lie one after the other. */
export interface Pages {
  bytes: number;
  numbers: Uint32Array;
  data: Uint8Array;
}

/** A file, a folder or a symbolic link of a program. */
export interface FileCopy {
  /** A file's bytes, or the path that a link stands for; null for a folder. */
  content: Uint8Array | string | null;
  mode: number;
  accessedMs: number;
  modifiedMs: number;
}

/** An open descriptor of a file, a folder or a device. */
export interface OpenFile {
  fd: number;
  /** The lowest descriptor that has the same offset: its own, or that of which it is a copy. */
  original: number;
  path: string;
  flags: number;
  position: number;
  /** The names that a folder's reader has been given. */
  listing: readonly string[] | null;
  /** The file, in the list of those without a name; −1 for one that is found by its path. */
  nameless: number;
}

/** What a process that was forked takes over from its parent. */
export interface ForkImage {
  /** What is different from the snapshot. */
  memory: Pages;
  /** Where memory is shared: a word that is 1 once the pages have been read. */
  isFree: Int32Array | null;
  stack: number;
  /** Where the stack of its task begins; null where it was not entered by JSPI. */
  stackStop: number | null;
  /** What each reference to JavaScript stood for. */
  references: readonly (string | null)[];
  strings: readonly string[];
  files: ReadonlyMap<string, FileCopy>;
  /** Files that are open but were removed, or lie where no files are copied. */
  nameless: readonly Uint8Array[];
  openFiles: readonly OpenFile[];
  cwd: string;
}

export type ProcessStart =
  | { kind: 'main'; request: RunRequest }
  | { kind: 'spawn'; data: Uint8Array; files: ReadonlyMap<string, FileCopy>; cwd: string }
  /** Null as soon as the child has taken it over: it is large. */
  | { kind: 'fork'; image: ForkImage | null };

/** Where a process finds what belongs to it in the run's heap. */
export interface ProcessPlace {
  region: number;
  /** Its table of descriptors. */
  table: number;
  /** Its exit status. */
  exit: number;
}

export interface ProcessConfig {
  pid: number;
  ppid: number;
  cpuCount: number;
  startMethod: StartMethod;
  /** Its messages are recorded. */
  trace: boolean;
  /** Wheels to be installed first; a fork has what its parent has. */
  wheels: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  start: ProcessStart;
  /** The descriptor of its parent's exit status, or −1. */
  parentFd: number;
  /** Where memory is shared: the run's heap, and what lies where in it. */
  heap: { memory: SharedMemory; run: number } | null;
  place: ProcessPlace | null;
  port: MessagePort;
}

/** The descriptors that a new process gets: its parent's, or those of a list of the parent's. */
export type Inherited = 'all' | readonly number[];

export interface Exit {
  exitCode: number;
  error: PythonError | null;
}

export interface InterpreterRealm {
  /** Loads the scripts, while the supervisor still fetches and compiles the rest. */
  load(at: PythonFiles): Promise<Outcome<void>>;
  /** Makes the interpreter; answers with a snapshot if it was given none. */
  boot(config: BootConfig): Promise<Outcome<Uint8Array | null>>;
  /** Becomes a spare again; false if it cannot. */
  reset(): Promise<Outcome<boolean>>;
  /** Runs a process to its end. */
  run(config: ProcessConfig): Promise<Outcome<Exit>>;
}

/** What a process asks its supervisor for. */
export type Request =
  | {
      kind: 'start';
      /** 0 where the process cannot see the heap: then it is the answer to the call. */
      pid: number;
      name: string;
      place: ProcessPlace | null;
      parentFd?: number;
      inherited: Inherited;
      start: ProcessStart;
      call?: number;
    }
  /** The result is put into the queue with that descriptor. */
  | { kind: 'product'; answer: number; product: Product }
  | { kind: 'kill'; pid: number; signal: number }
  | { kind: 'trace'; batch: TraceBatch }
  /** Where in the program a span was that the supervisor has recorded; see `Trace.place`. */
  | { kind: 'place'; span: number; line: number; label: string; thread: number }
  | { kind: 'running' }
  /** Comes last. */
  | { kind: 'over' }
  /** The process is to be ended, with that exit code. */
  | { kind: 'exit'; exitCode: number }
  | { kind: 'call'; call: number; door: string; args: number[]; bytes: Uint8Array | null };

/** The supervisor's answer to a `call`. */
export interface CallReply {
  call: number;
  value: number;
  bytes: Uint8Array | null;
  /** The number of the span that was recorded of it. */
  span?: number;
}
