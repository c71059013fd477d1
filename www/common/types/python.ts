/** Python programs: what `pg.python` takes and gives. Times are milliseconds. */

/** How a Python process is started, as `multiprocessing.set_start_method` has it. */
export type StartMethod = 'fork' | 'spawn' | 'forkserver';

/**
 * A program of several files.
 *
 * @example
 * ```ts
 * const main = 'import sys, plants; print(plants.name, *sys.argv[1:])';
 * const program = { main, files: { 'plants.py': 'name = "fern"' }, args: ['moss'] };
 * (await pg.python.run(program)).stdout; // → 'fern moss\n'
 * ```
 */
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
  /** The process's id. */
  pid: number;
  /** Where it wrote to. */
  stream: 'stdout' | 'stderr';
  /** What it wrote, perhaps a part of a line. */
  text: string;
  /** When it was written, in ms since the epoch. */
  timeMs: number;
}

/** A change in the life of a process. */
export interface PythonProcessEvent {
  /** The process's id. */
  pid: number;
  /** That of its parent; 0 of the main process. */
  ppid: number;
  /** As Python's `Process.name`. */
  name: string;
  /** Asked for by its parent; its first statement runs; it has ended. */
  state: 'started' | 'running' | 'ended';
  /** Null until it has ended. */
  exitCode: number | null;
  /** In ms since the epoch. */
  timeMs: number;
}

/**
 * Options of `run`.
 *
 * @example
 * ```ts
 * const seen: string[] = [];
 * const onProcess = ({ state }: { state: string }) => seen.push(state);
 * const program = 'import os; print(os.cpu_count(), input())';
 * const options = { cpuCount: 3, stdin: 'fern\n', onProcess } as const;
 * (await pg.python.run(program, options)).stdout; // → '3 fern\n'
 * seen; // → ['started', 'running', 'ended']
 * ```
 */
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
  /** Records the messages of queues and pipes: `messages` of the result. Default `false`. */
  trace?: boolean;
  /**
   * Called while the program runs, at most five times a second, with what its processes have done
   * so far; the lists are the caller's own. An error it throws ends the run.
   */
  onTrace?: (trace: PythonTrace) => void;
  /** The whole standard input. Default: what `write` gives, as a terminal. */
  stdin?: string;
  /** Aborting ends all processes and rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /** After that many ms all processes are ended, and the run rejects with `E_TIMEOUT`. */
  timeoutMs?: number;
}

/** A process of a run. Times are in ms since the epoch. */
export interface PythonProcess {
  /** Its id. */
  pid: number;
  /** That of its parent; 0 of the main process. */
  ppid: number;
  /** As Python's `Process.name`. */
  name: string;
  /** When its parent asked for it. */
  startMs: number;
  /** When its first statement ran; NaN if it never did. */
  readyMs: number;
  /** When it had ended. */
  endMs: number;
  /** As Python's: minus the number of the signal that ended it. */
  exitCode: number;
}

/**
 * What a process did for a while, at least a millisecond: a task of a pool, a wait, a sleep. Times
 * are in ms since the epoch.
 */
export interface PythonSpan {
  /** The process's id. */
  worker: number;
  /** Its thread: 0 for the main one, the others from 1 in the order of their starts. */
  thread: number;
  /**
   * `pool.task/…` with the function's name, `sleep`, or what was waited for: `queue.get`,
   * `queue.put`, `queue.join`, `connection.recv`, `connection.send`, `lock.acquire`,
   * `semaphore.acquire`, `condition.wait`, `event.wait`, `barrier.wait`, `process.join`,
   * `pool.result`, `pool.join`, `pool.idle` (a worker waits for a task), `manager.call`, `wait`
   * (for the first of several), `thread.join`. Locks, conditions, events, semaphores and queues
   * of the threads of one process have the same labels as those of processes.
   */
  label: string;
  /** When it began. */
  startMs: number;
  /** When it ended. Of a wait that `onTrace` tells of while it goes on: NaN. */
  endMs: number;
  /**
   * Which object it waited for: the same number in all processes of the run, and in `messages`. Of
   * `process.join` the id of the process. Null where it is not one object.
   */
  object: number | null;
  /** The line of `main.py` that waited: the innermost frame there. Null where it was none. */
  line: number | null;
}

/** A message of a queue or a pipe, as it was put or got. */
export interface PythonMessage {
  /** The process's id. */
  worker: number;
  /** The queue, or the direction of a pipe: as in `PythonSpan`. */
  object: number;
  /** What it went through. */
  kind: 'queue' | 'pipe';
  /**
   * The how manyth from 0 that was put there, or got. The nth that is got is the nth that was put;
   * where processes put within microseconds of each other, their numbers may be exchanged.
   */
  sequence: number;
  /** Whether it was put or got here. */
  way: 'put' | 'get';
  /** When that was done, in ms since the epoch. */
  timeMs: number;
  /** Its length, pickled. */
  bytes: number;
}

/** What the processes of a run have done so far. */
export interface PythonTrace {
  /** What each did for a while. */
  spans: PythonSpan[];
  /** What was put and got; empty without `trace`. */
  messages: PythonMessage[];
}

/** An exception that the main program did not catch. */
export interface PythonError {
  /** The name of its class. */
  type: string;
  /** Its text. */
  message: string;
  /** As printed. */
  traceback: string;
}

/** What a run has come to. */
export interface PythonResult {
  /** Of the main process; 1 after an uncaught exception. */
  exitCode: number;
  /** What all processes have written to standard output. */
  stdout: string;
  /** What they have written to standard error. */
  stderr: string;
  /** The exception that the main program did not catch. */
  error: PythonError | null;
  /** The whole run, once Python has been loaded. */
  elapsedMs: number;
  /** All processes; the main one is the first. */
  processes: PythonProcess[];
  /** What the processes did for a while: tasks, waits, sleeps. */
  spans: PythonSpan[];
  /** The messages of queues and pipes; empty without `trace`. */
  messages: PythonMessage[];
  /**
   * Of each process the first 10 000 spans and 2000 messages are kept; so many more there were.
   */
  dropped: number;
}

/** A program that runs. */
export interface PythonRun extends Promise<PythonResult> {
  /**
   * KeyboardInterrupt in all processes; what still runs a second later is ended.
   *
   * @example
   * ```ts
   * let run: ReturnType<typeof pg.python.run>;
   * const onOutput = () => run.stop();
   * run = pg.python.run('import time; print(1); time.sleep(60)', { onOutput });
   * (await run).error?.type; // → 'KeyboardInterrupt'
   * ```
   */
  stop(): void;
  /**
   * More standard input, for `input()`; lines end with `\n`. Ignored where `stdin` was given.
   *
   * @example
   * ```ts
   * const run = pg.python.run('name = input(); raise SystemExit(len(name))');
   * run.write('fern\n');
   * (await run).exitCode; // → 4
   * ```
   */
  write(text: string): void;
}

/**
 * How far the loading of Python is: its files are fetched, from the network or from where the
 * browser keeps them; then an interpreter is started.
 */
export interface PythonLoading {
  /** Files are fetched, or an interpreter is started. */
  step: 'files' | 'start';
  /** How much of the large files is there, before compression for the network. */
  loadedBytes: number;
  /** Of the large files together, before compression for the network. */
  totalBytes: number;
}

/**
 * Options of `ready`.
 *
 * @example
 * ```ts
 * let last = { step: '', loadedBytes: 0, totalBytes: 0 };
 * await pg.python.ready({ onProgress: (loading) => (last = loading) });
 * last.loadedBytes === last.totalBytes; // → true
 * ```
 */
export interface PythonReadyOptions {
  /**
   * Called at most ten times a second until Python is there. An error it throws is what the call
   * rejects with then.
   */
  onProgress?: (loading: PythonLoading) => void;
}

/** Python in the page. It is loaded on first use; nothing of it is fetched before. */
export interface Python {
  /** Null, or why it cannot run: there is neither shared memory nor stack switching (JSPI). */
  readonly available: string | null;
  /**
   * Loads the interpreter. `E_ARGUMENT`, `E_UNSUPPORTED`, `E_WORKER_LOAD`, `E_WASM`, `E_CLOSED`.
   *
   * @example
   * ```ts
   * const { version } = await pg.python.ready();
   * version.startsWith('3.14'); // → true
   * ```
   */
  ready(options?: PythonReadyOptions): Promise<{
    /** CPython's version, e.g. `3.14.2`. */
    version: string;
    /** How long the loading took, in ms. */
    readyMs: number;
  }>;
  /**
   * Runs a program, each of its processes in an interpreter of its own. An uncaught exception is no
   * rejection. `E_ARGUMENT`, `E_UNSUPPORTED`, `E_CANCELLED`, `E_TIMEOUT`, `E_CLOSED`, `E_MEMORY`,
   * `E_WORKER_LOST`.
   *
   * @example
   * ```ts
   * const { stdout } = await pg.python.run(`
   * from multiprocessing import Pool
   * if __name__ == '__main__':
   *     with Pool(2) as pool:
   *         print(pool.map(abs, [-1, 2]))
   * `);
   * stdout; // → '[1, 2]\n'
   * ```
   */
  run(program: string | PythonProgram, options?: PythonRunOptions): PythonRun;
}
