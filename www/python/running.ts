/** A process of a run, as the supervisor knows it. */
import type { ProcessPlace } from '../common/python-messages';
import type { PythonProcess } from '../common/types';
import type { RemoteServer } from './remote-server';
import type { InterpreterLink } from './spares';
import type { Trace } from './trace';

/** What is known of a process so far. */
export type ProcessRecord = Omit<PythonProcess, 'exitCode'> & { exitCode: number | null };

/** One that has no interpreter yet. */
export function runningOf(record: ProcessRecord, place: ProcessPlace): Running {
  return {
    record,
    place,
    link: undefined,
    server: undefined,
    trace: undefined,
    release: undefined,
    onEnd: undefined,
    endedWith: null,
    isOver: false,
  };
}

export interface Running {
  record: ProcessRecord;
  place: ProcessPlace;
  /** Undefined until an interpreter has become the process. */
  link: InterpreterLink | undefined;
  /** Where the process cannot see the heap: what serves its calls. */
  server: RemoteServer | undefined;
  /** Where the process cannot see the heap: what the server has recorded. */
  trace: Trace | undefined;
  /** Gives the interpreter of a process back that has ended by itself. */
  release: (() => Promise<void>) | undefined;
  /** Called when it is ended. */
  onEnd: (() => void) | undefined;
  /** The exit code with which it is ended; minus a signal's number. */
  endedWith: number | null;
  isOver: boolean;
}
