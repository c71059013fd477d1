/**
 * Processes of one run. When one of them dies or the reader stops, the run ends at once, and with
 * it all of them: no process waits for a message that a dead one will never send.
 */
import type { Playground, Process } from '../../common/types';
import { CodedError } from '../failure';

export interface ProcessGroup {
  /** Starts a process of the group. */
  spawn: Playground['spawn'];
  /** Settles when the process has ended; rejects where it ended otherwise than well. */
  join(process: Process): Promise<void>;
  /** Settles when all have ended well. */
  joinAll(): Promise<void>;
}

/**
 * Runs the program with a group, and releases what `release` names when it is over, however it
 * ends.
 */
export async function withProcesses<T>(
  playground: Pick<Playground, 'spawn'>,
  signal: AbortSignal,
  program: (group: ProcessGroup) => Promise<T>,
  release: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  signal.throwIfAborted();
  const started: Process[] = [];
  let giveUp: (reason: unknown) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  interrupted.catch(() => undefined);
  const onAbort = (): void => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort);
  const group: ProcessGroup = {
    spawn: (fn, ...args) => {
      const process = playground.spawn(fn, ...args);
      started.push(process);
      endedWell(process).catch(giveUp);
      return process;
    },
    join: endedWell,
    joinAll: async () => {
      await Promise.all(started.map(endedWell));
    },
  };
  try {
    return await Promise.race([program(group), interrupted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const process of started) process.terminate();
    await release().catch(() => undefined);
  }
}

async function endedWell(process: Process): Promise<void> {
  const code = await process.join();
  if (code === 0) return;
  const { error } = process;
  if (error !== null && 'code' in error) throw error;
  const sentence = error?.message ?? `it ended with code ${code}`;
  throw new CodedError('E_TASK', `process ${process.pid}: ${sentence}`, { cause: error });
}
