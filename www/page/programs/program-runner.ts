/**
 * Running a Python program on the page: one run at a time, and every run ends. What it has written,
 * its processes and its result are here; the elements draw them.
 */
import type { Playground, PythonProcessEvent, PythonRun, PythonTrace } from '../../common/types';
import { CodedError, failureOf } from '../failure';
import { Store } from '../store';
import { OutputLog, type Written } from './output-log';
import type { Life } from './process-bars';
import {
  epochMs,
  type AnyRunner,
  type ProcessNow,
  type ProgramOptions,
  type ProgramState,
} from './run-state';
import { marksOf, type Mark } from './tracebacks';

/**
 * So long a program may take to stop. One that does not hear of it, or has written more than can be
 * shown in that time, is left to its end; meanwhile the next one may run.
 */
const PATIENCE_MS = 700;
/** stderr that is looked through for tracebacks, of each process: letters. */
const MOST_STDERR = 100_000;

export class ProgramRunner implements AnyRunner {
  readonly state = new Store<ProgramState>({ name: 'idle' });
  readonly news = new Store(0);
  log = new OutputLog();
  processes = new Map<number, ProcessNow>();
  lives = new Map<number, Life>();
  trace: PythonTrace = { spans: [], messages: [] };
  startMs = 0;
  version: string | null = null;
  readonly #stderr = new Map<number, string>();
  #abort: AbortController | null = null;
  #run: PythonRun | null = null;
  /** The last run, also where nobody waits for it any more. */
  #last: AbortController | null = null;
  /** When the run under way is no longer waited for: a time of `performance.now`. */
  #patientUntil = Infinity;

  get busy(): boolean {
    return this.#abort !== null;
  }

  get marks(): readonly Mark[] {
    return [...this.#stderr.values()].flatMap((text) => marksOf(text));
  }

  /** Runs the program, unless one is running. Never rejects: what went wrong becomes the state. */
  async run(
    program: string,
    open: () => Promise<Playground>,
    { files, ...options }: ProgramOptions,
  ): Promise<void> {
    if (this.busy) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#last?.abort();
    this.#last = abort;
    this.#patientUntil = Infinity;
    this.log = new OutputLog();
    this.processes = new Map();
    this.lives = new Map();
    this.trace = { spans: [], messages: [] };
    this.#stderr.clear();
    this.startMs = epochMs();
    this.#told();
    this.state.set({ name: 'loading' });
    try {
      const python = (await within(open(), abort.signal)).python;
      if (python.available !== null) throw new CodedError('E_UNSUPPORTED', python.available);
      const ready = python.ready({
        onProgress: (loading) => {
          if (this.#abort === abort) this.state.set({ name: 'loading', loading });
        },
      });
      this.version = (await within(ready, abort.signal)).version;
      this.startMs = epochMs();
      this.state.set({ name: 'running', stopping: false });
      const run = python.run(files === undefined ? program : { main: program, files }, {
        ...options,
        signal: abort.signal,
        onOutput: (output) => {
          // Timers may be late behind thousands of messages.
          if (performance.now() > this.#patientUntil) this.#letGo(abort);
          if (this.#abort === abort) this.#write(output);
        },
        onProcess: (event) => {
          if (this.#last !== abort) return;
          this.processes.set(event.pid, event);
          this.#live(event);
          this.#told();
        },
        trace: true,
        onTrace: (trace) => {
          if (this.#last === abort) this.trace = trace;
        },
      });
      this.#run = run;
      const result = await run;
      const { value } = this.state;
      const stopped = value.name === 'stopped' || (value.name === 'running' && value.stopping);
      if (this.#last === abort) this.state.set({ name: 'ended', result: { ...result }, stopped });
    } catch (thrown) {
      // Of one that was let go of there is nothing more to say.
      if (this.#abort === abort)
        this.state.set(
          abort.signal.aborted
            ? { name: 'stopped', begun: false }
            : { name: 'failed', failure: failureOf(thrown) },
        );
    } finally {
      this.#over(abort);
    }
  }

  /** KeyboardInterrupt in the program; one that has not begun does not begin. */
  stop(): void {
    const abort = this.#abort;
    if (abort === null) return;
    if (this.#run === null) {
      abort.abort();
      return;
    }
    this.#run.stop();
    this.#patientUntil = performance.now() + PATIENCE_MS;
    setTimeout(() => this.#letGo(abort), PATIENCE_MS);
    this.state.set({ name: 'running', stopping: true });
  }

  /** Waits no longer for a run that is being stopped. */
  #letGo(abort: AbortController): void {
    if (this.#abort !== abort) return;
    this.state.set({ name: 'stopped', begun: true });
    this.#over(abort);
  }

  #over(abort: AbortController): void {
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.#run = null;
    this.#told();
  }

  /** Ends it at once: the reader has gone elsewhere. */
  end(): void {
    this.#last?.abort();
  }

  /** A line for `input()`. */
  write(line: string): void {
    const main = this.processes.values().next().value;
    if (this.#run === null || main === undefined) return;
    this.#run.write(`${line}\n`);
    this.#write({ pid: main.pid, stream: 'stdin', timeMs: epochMs(), text: `${line}\n` });
  }

  #live({ pid, name, state, timeMs }: PythonProcessEvent): void {
    const known = this.lives.get(pid);
    const life = known ?? { pid, name, startMs: timeMs, readyMs: NaN, endMs: NaN };
    if (state === 'running') life.readyMs = timeMs;
    else if (state === 'ended') life.endMs = timeMs;
    this.lives.set(pid, life);
  }

  #write(written: Written): void {
    this.log.add(written);
    if (written.stream === 'stderr') {
      const before = this.#stderr.get(written.pid) ?? '';
      if (before.length < MOST_STDERR) this.#stderr.set(written.pid, before + written.text);
    }
    this.#told();
  }

  #told(): void {
    this.news.set(this.news.value + 1);
  }
}

/** The value, unless the signal is aborted before it is there. */
function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}
