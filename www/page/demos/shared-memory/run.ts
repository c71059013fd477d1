/**
 * The programs around shared memory, each run once with processes of its own: the ten writers, the
 * counter, and the counter slowed down.
 */
import type { Playground } from '../../../common/types';
import { withProcesses } from '../process-group';
import { addOnes, addSlowly, writeTens, type Done, type Method, type Numbered } from './programs';
import type { Step } from './replay';

export interface WriterRun {
  cells: number[];
  /** When the page asked for the processes. */
  startMs: number;
  done: Done[];
}

/** Each process writes its own element; all are joined before the array is read. */
export async function runWriters(
  playground: Playground,
  writers: number,
  signal: AbortSignal,
): Promise<WriterRun> {
  const cells = playground.sharedArray('i', writers);
  const done = playground.queue<Done>();
  const startMs = performance.timeOrigin + performance.now();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      for (let process = 0; process < writers; process += 1)
        group.spawn(writeTens, cells, done, process);
      await group.joinAll();
      const reports: Done[] = [];
      while (reports.length < writers) reports.push(await done.get());
      return { cells: (await cells.toArray()).map(Number), startMs, done: reports };
    },
    () => done.close(),
  );
}

export interface CounterSetup {
  processes: number;
  /** By each process. */
  increments: number;
  method: Method;
}

export interface CounterRun {
  /** What the counter holds in the end. */
  counter: number;
  done: Done[];
}

/** All processes add one to the same counter, so many times each, at the same time. */
export async function runCounter(
  playground: Playground,
  { processes, increments, method }: CounterSetup,
  signal: AbortSignal,
): Promise<CounterRun> {
  const counter = playground.sharedArray('i', 3);
  const barrier = playground.barrier(processes);
  const done = playground.queue<Done>();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      for (let process = 0; process < processes; process += 1)
        group.spawn(addOnes, counter, barrier, done, process, processes, increments, method);
      await group.joinAll();
      const reports: Done[] = [];
      while (reports.length < processes) reports.push(await done.get());
      return { counter: Number(await counter.get(0)), done: reports };
    },
    () => done.close(),
  );
}

export interface SlowRun {
  /** What the counter holds in the end. */
  counter: number;
  /** All processes' steps, in the order in which they happened. */
  steps: Step[];
}

/** All processes add one to the same counter, slowed down and without protection, step by step. */
export async function runSlowly(
  playground: Playground,
  processes: number,
  increments: number,
  signal: AbortSignal,
): Promise<SlowRun> {
  const counter = playground.sharedArray('i', 2);
  const barrier = playground.barrier(processes);
  const told = playground.queue<Numbered[]>();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      for (let process = 0; process < processes; process += 1)
        group.spawn(addSlowly, counter, barrier, told, process, increments);
      await group.joinAll();
      const all: Numbered[] = [];
      for (let process = 0; process < processes; process += 1) all.push(...(await told.get()));
      all.sort((a, b) => a.ticket - b.ticket);
      return {
        counter: Number(await counter.get(0)),
        steps: all.map(({ process, act, value }) => ({ process, act, value })),
      };
    },
    () => told.close(),
  );
}
