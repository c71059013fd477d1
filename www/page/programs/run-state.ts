/** What a runner of programs tells the elements, whatever language the program is written in. */
import type {
  Playground,
  PythonLoading,
  PythonProcessEvent,
  PythonProgram,
  PythonResult,
  PythonTrace,
  StartMethod,
} from '../../common/types';
import type { Failure } from '../failure';
import type { Store } from '../store';
import type { OutputLog } from './output-log';
import type { Life } from './process-bars';
import type { Mark } from './tracebacks';

/** How a run has ended. */
export type Ended = Pick<
  PythonResult,
  'elapsedMs' | 'exitCode' | 'processes' | 'spans' | 'messages' | 'dropped'
> & {
  error: { type: string } | null;
};

export type ProgramState =
  | { name: 'idle' }
  /** Python, or the library, is on its way. */
  | { name: 'loading'; loading?: PythonLoading }
  | { name: 'running'; stopping: boolean }
  | { name: 'ended'; result: Ended; stopped: boolean }
  /** The reader need not wait: what had begun is being ended. */
  | { name: 'stopped'; begun: boolean }
  | { name: 'failed'; failure: Failure };

export interface ProgramOptions {
  startMethod: StartMethod;
  cpuCount: number;
  /** Of Python: files beside the program. */
  files?: PythonProgram['files'];
}

/** What is known of a process so far. */
export type ProcessNow = Pick<PythonProcessEvent, 'pid' | 'name' | 'state' | 'exitCode' | 'timeMs'>;

/** Runs one program at a time, and every run ends. */
export interface AnyRunner {
  readonly state: Store<ProgramState>;
  /** Counts what has been written and what has happened to processes: the elements redraw by it. */
  readonly news: Store<number>;
  readonly log: OutputLog;
  /** In the order in which they were asked for. */
  readonly processes: ReadonlyMap<number, ProcessNow>;
  /** Their lives so far, and what they have done in them. */
  readonly lives: ReadonlyMap<number, Life>;
  readonly trace: PythonTrace;
  /** When the run began, in ms since the epoch. */
  readonly startMs: number;
  /** Python's version, once it has been loaded. */
  readonly version: string | null;
  readonly busy: boolean;
  /** The lines of the program that raised what it has ended by. */
  readonly marks: readonly Mark[];
  /** Never rejects: what went wrong becomes the state. */
  run(program: string, open: () => Promise<Playground>, options: ProgramOptions): Promise<void>;
  stop(): void;
  /** Ends it at once: the reader has gone elsewhere. */
  end(): void;
  /** A line for `input()`. */
  write(line: string): void;
}

/** As what the processes say. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
