/**
 * Running a JavaScript program on the page, in a worker of its own: the library works there as it
 * does in a window, and an endless loop is ended with the worker. The library's own workers end
 * with the one that made them.
 */
import { later } from '../../../common/later';
import { TEARDOWN_MS } from '../../../common/teardown';
import { trustedScript } from '../../../common/trusted';
import { CodedError, failureOf } from '../../failure';
import { Store } from '../../store';
import { OutputLog } from '../output-log';
import { epochMs, type AnyRunner, type ProgramState } from '../run-state';
import type { Mark } from '../tracebacks';
import {
  framesOf,
  marksOfFrames,
  reportOf,
  withLibrary,
  type Place,
  type Thrown,
} from './module-text';
import type { Report, RunRequest } from './program.worker';
import programWorker from './program.worker?worker&url';

/** How the library is reached from any page of the site. */
const LIBRARY = 'lib/parallel-playground.js';
/** All lines are those of one realm. */
const PID = 0;
/** What the library's workers do is not recorded. */
const NOTHING = { spans: [], messages: [] };

interface Run {
  worker: Worker;
  address: string;
  ended: () => void;
}

export class JavaScriptRunner implements AnyRunner {
  readonly state = new Store<ProgramState>({ name: 'idle' });
  readonly news = new Store(0);
  readonly processes = new Map<never, never>();
  readonly lives = new Map<never, never>();
  readonly trace = NOTHING;
  readonly version = null;
  log = new OutputLog();
  startMs = 0;
  marks: readonly Mark[] = [];
  #run: Run | null = null;

  get busy(): boolean {
    return this.#run !== null;
  }

  run(program: string): Promise<void> {
    if (this.#run !== null) return Promise.resolve();
    this.log = new OutputLog();
    this.marks = [];
    this.startMs = epochMs();
    this.state.set({ name: 'loading' });
    this.#told();
    const library = new URL(LIBRARY, document.baseURI).href;
    const address = addressOf(withLibrary(program, library));
    return new Promise((ended) => {
      try {
        const worker = new Worker(trustedScript(programWorker), {
          type: 'module',
          name: 'program',
        });
        const run = { worker, address, ended };
        this.#run = run;
        worker.onmessage = ({ data }: MessageEvent<Report>) => this.#hear(run, data);
        worker.onerror = (event) => {
          event.preventDefault();
          this.#fail(run, 'The script of the worker did not load.');
        };
        worker.postMessage({ address, program } satisfies RunRequest);
      } catch (error) {
        URL.revokeObjectURL(address);
        const failure = failureOf(new CodedError('E_WORKER_LOAD', String(error)));
        this.state.set({ name: 'failed', failure });
        ended();
      }
    });
  }

  /** Ends the worker at once, whatever it does. */
  stop(): void {
    const run = this.#run;
    if (run === null) return;
    const begun = this.state.value.name === 'running';
    this.#over(run, { name: 'stopped', begun });
  }

  end(): void {
    this.stop();
  }

  /** There is no input. */
  write(): void {
    // A module has none.
  }

  #hear(run: Run, report: Report): void {
    if (this.#run !== run) return;
    switch (report.kind) {
      case 'begun':
        this.startMs = epochMs();
        this.state.set({ name: 'running', stopping: false });
        break;
      case 'lines':
        this.log.skip(report.lost);
        for (const { stream, text, timeMs } of report.lines)
          this.log.add({ pid: PID, stream, timeMs, text: `${text}\n` });
        break;
      case 'over': {
        const elapsedMs = epochMs() - this.startMs;
        if (report.thrown !== null) this.#explain(run, report.thrown, report.place);
        this.#ended(run, elapsedMs, report.thrown);
        break;
      }
    }
    this.#told();
  }

  /** Says what was thrown, and marks where. */
  #explain(run: Run, thrown: Thrown, place: Place | null): void {
    const frames = place === null ? framesOf(thrown.stack, run.address) : [place];
    this.marks = marksOfFrames(thrown, frames);
    const text = `${reportOf(thrown, frames)}\n`;
    this.log.add({ pid: PID, stream: 'stderr', timeMs: epochMs(), text });
  }

  #ended(run: Run, elapsedMs: number, thrown: Thrown | null): void {
    const error = thrown === null ? null : { type: thrown.type };
    const exitCode = thrown === null ? 0 : 1;
    const result = { elapsedMs, exitCode, error, processes: [], ...NOTHING, dropped: 0 };
    this.#over(run, { name: 'ended', result, stopped: false });
  }

  #fail(run: Run, detail: string): void {
    const failure = failureOf(new CodedError('E_WORKER_LOAD', detail));
    this.#over(run, { name: 'failed', failure });
  }

  #over(run: Run, state: ProgramState): void {
    if (this.#run !== run) return;
    this.#run = null;
    // One that has come to its end may have ended workers of its own a moment ago.
    if (state.name === 'ended') void later(TEARDOWN_MS).then(() => run.worker.terminate());
    else run.worker.terminate();
    URL.revokeObjectURL(run.address);
    this.state.set(state);
    this.#told();
    run.ended();
  }

  #told(): void {
    this.news.set(this.news.value + 1);
  }
}

function addressOf(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
