/** Python programs: what `pg.python` takes and gives. Times are milliseconds. */

/** How a Python process is started, as `multiprocessing.set_start_method` has it. */
export type StartMethod = 'fork' | 'spawn' | 'forkserver';

/** A program of several files. */
export interface PythonProgram {
  /** The text of `main.py`. */
  main: string;
  /** Other files beside it, by their relative paths. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** `sys.argv` after the program's name. */
  args?: readonly string[];
  /** Addresses of wheels to be installed before the program starts. */
  wheels?: readonly (string | URL)[];
}

/** What a process has written. */
export interface PythonOutput {
  pid: number;
  stream: 'stdout' | 'stderr';
  text: string;
  /** When it was written, in ms since the epoch. */
  timeMs: number;
}

/** A change in the life of a process. */
export interface PythonProcessEvent {
  pid: number;
  ppid: number;
  name: string;
  /** Asked for by its parent; its first statement runs; it has ended. */
  state: 'started' | 'running' | 'ended';
  exitCode: number | null;
  /** In ms since the epoch. */
  timeMs: number;
}

export interface PythonRunOptions {
  /** Default `'fork'`: children are copies of their parents, as the chapter's programs assume. */
  startMethod?: StartMethod;
  /** What `os.cpu_count()` answers: an integer 1…64. Default: the playground's workers. */
  cpuCount?: number;
  /**
   * Called with what is written, in order for each process. An error it throws ends the run, which
   * rejects with it.
   */
  onOutput?: (output: PythonOutput) => void;
  /** Called when a process is asked for, begins and ends. An error it throws ends the run. */
  onProcess?: (event: PythonProcessEvent) => void;
  /** The whole standard input. Default: what `write` gives, as a terminal. */
  stdin?: string;
  /** Aborting ends all processes and rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /** After that time all processes are ended, and the run rejects with `E_TIMEOUT`. */
  timeoutMs?: number;
}

/** A process of a run. Times are in ms since the epoch. */
export interface PythonProcess {
  pid: number;
  ppid: number;
  name: string;
  /** When its parent asked for it. */
  startMs: number;
  /** When its first statement ran; NaN if it never did. */
  readyMs: number;
  endMs: number;
  /** As Python's: minus the number of the signal that ended it. */
  exitCode: number;
}

/** What a process did for a while: a task of a pool, a wait, a sleep. */
export interface PythonSpan {
  /** The process's id. */
  worker: number;
  label: string;
  startMs: number;
  endMs: number;
}

/** An exception that the main program did not catch. */
export interface PythonError {
  /** The name of its class. */
  type: string;
  message: string;
  /** As printed. */
  traceback: string;
}

export interface PythonResult {
  /** Of the main process; 1 after an uncaught exception. */
  exitCode: number;
  stdout: string;
  stderr: string;
  error: PythonError | null;
  elapsedMs: number;
  processes: PythonProcess[];
  spans: PythonSpan[];
}

/** A program that runs. */
export interface PythonRun extends Promise<PythonResult> {
  /** KeyboardInterrupt in all processes; what still runs a second later is ended. */
  stop(): void;
  /** More standard input, for `input()`; lines end with `\n`. Ignored where `stdin` was given. */
  write(text: string): void;
}

/** Python in the page. It is loaded on first use; nothing of it is fetched before. */
export interface Python {
  /** Null, or why it cannot run: there is neither shared memory nor stack switching (JSPI). */
  readonly available: string | null;
  /** Loads the interpreter. `E_UNSUPPORTED`, `E_WORKER_LOAD`, `E_WASM`, `E_CLOSED`. */
  ready(): Promise<{ version: string; readyMs: number }>;
  /**
   * Runs a program, each of its processes in an interpreter of its own. An uncaught exception is no
   * rejection. `E_ARGUMENT`, `E_UNSUPPORTED`, `E_CANCELLED`, `E_TIMEOUT`, `E_CLOSED`, `E_MEMORY`,
   * `E_WORKER_LOST`.
   */
  run(program: string | PythonProgram, options?: PythonRunOptions): PythonRun;
}
