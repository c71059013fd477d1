/**
 * One run of producers and consumers around one queue. Results are counted while the processes run:
 * a bounded queue never waits for a page that waits for it, and no item is lost to a queue that
 * merely looks empty.
 */
import type { Playground } from '../../../common/types';
import { withProcesses } from '../process-group';
import { consume, measurePace, produce, type Report } from './programs';

export interface QueueSetup {
  items: number;
  /** Items the queue may hold; 0 means no bound. */
  capacity: number;
  producers: number;
  consumers: number;
  /** Of work for each item. */
  steps: number;
  /** The processes also tell how full the queue is, which takes its time. */
  watched: boolean;
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
  const { items, producers, consumers, steps, watched } = setup;
  const queue = playground.queue<number | null>({ maxsize: setup.capacity });
  const results = playground.queue<Report>();
  const gate = playground.queue<null>();
  const share = (producer: number): number => Math.floor((items * producer) / producers);

  return withProcesses(
    playground,
    signal,
    async (group) => {
      const makers = Array.from({ length: producers }, (_, index) =>
        group.spawn(produce, gate, queue, results, index, share(index), share(index + 1), watched),
      );
      for (let index = 0; index < consumers; index += 1)
        group.spawn(consume, gate, queue, results, index, steps, watched);

      // Everybody starts at once, so that the time to start a process is not measured.
      const started = producers + consumers;
      for (let ready = 0; ready < started; ready += 1) await results.get();
      for (let index = 0; index < started; index += 1) await gate.put(null);

      const sentinels = Promise.all(makers.map((maker) => group.join(maker))).then(async () => {
        for (let index = 0; index < consumers; index += 1) await queue.put(null);
      });
      // One that fails ends the run by itself.
      sentinels.catch(() => undefined);

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
      await group.joinAll();
      return { squares: squares.sort((a, b) => a - b), reports };
    },
    () => Promise.allSettled([queue.close(), results.close(), gate.close()]),
  );
}

/** The steps that take so many ms on a core that nobody else uses. */
export async function stepsOf(
  playground: Playground,
  workMs: number,
  signal: AbortSignal,
): Promise<number> {
  if (workMs === 0) return 0;
  const results = playground.queue<number>();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      group.spawn(measurePace, results);
      const stepsPerMs = await results.get();
      await group.joinAll();
      return Math.round(stepsPerMs * workMs);
    },
    () => results.close(),
  );
}
