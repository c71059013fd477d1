/**
 * One run of producers and consumers around one queue.
 * Results are counted while the processes run: a bounded queue never waits for a page that waits for it,
 * and no item is lost to a queue that merely looks empty.
 */
import type { Playground, Process } from '../../lib/types';
import { CodedError } from '../failure';
import { consume, produce, type Report } from './queue-programs';

export interface QueueSetup {
  items: number;
  /** Items the queue may hold; 0 means no bound. */
  capacity: number;
  producers: number;
  consumers: number;
  workMs: number;
}

export interface QueueRun {
  /** The squares, sorted. */
  squares: number[];
  reports: Report[];
}

export async function runQueue(
  playground: Playground,
  setup: QueueSetup,
  signal: AbortSignal,
  onItem: (done: number) => void,
): Promise<QueueRun> {
  signal.throwIfAborted();
  const { items, producers, consumers } = setup;
  const queue = playground.queue<number | null>({ maxsize: setup.capacity });
  const results = playground.queue<Report>();
  const gate = playground.queue<null>();
  const share = (producer: number): number => Math.floor((items * producer) / producers);

  const started: Process[] = [];
  let giveUp: (reason: unknown) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  interrupted.catch(() => undefined);
  const onAbort = (): void => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort);

  try {
    const makers = Array.from({ length: producers }, (_, index) =>
      playground.spawn(produce, gate, queue, results, index, share(index), share(index + 1)),
    );
    started.push(...makers);
    const takers = Array.from({ length: consumers }, (_, index) =>
      playground.spawn(consume, gate, queue, results, index, setup.workMs),
    );
    started.push(...takers);
    // A process that dies would leave the count below for ever incomplete.
    for (const process of started) endedWell(process).catch(giveUp);

    const program = async (): Promise<QueueRun> => {
      // Everybody starts at once, so that the time to start a process is not measured.
      for (let ready = 0; ready < started.length; ready += 1) await results.get();
      for (let index = 0; index < started.length; index += 1) await gate.put(null);

      const sentinels = Promise.all(makers.map(endedWell)).then(async () => {
        for (let index = 0; index < consumers; index += 1) await queue.put(null);
      });
      sentinels.catch(giveUp);

      const reports: Report[] = [];
      const squares: number[] = [];
      while (reports.length < items + producers) {
        const report = await results.get();
        reports.push(report);
        if (report.kind === 'consumed') {
          squares.push(report.square);
          onItem(squares.length);
        }
      }
      await sentinels;
      await Promise.all(takers.map(endedWell));
      return { squares: squares.sort((a, b) => a - b), reports };
    };
    return await Promise.race([program(), interrupted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const process of started) process.terminate();
    await Promise.allSettled([queue.close(), results.close(), gate.close()]);
  }
}

/** Settles when the process has ended; rejects where it ended otherwise than well. */
async function endedWell(process: Process): Promise<void> {
  const code = await process.join();
  if (code === 0) return;
  const { error } = process;
  if (error !== null && 'code' in error) throw error;
  const sentence = error?.message ?? `it ended with code ${code}`;
  throw new CodedError('E_TASK', `process ${process.pid}: ${sentence}`, { cause: error });
}
