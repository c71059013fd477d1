/**
 * The programs of the shared-memory demo's processes. They travel as source text, so each closes
 * over nothing: whatever it uses is an argument, a local, or a global of every worker.
 */
import type { Barrier, Queue, SharedArray } from '../../../common/types';
import type { Step } from './replay';

/**
 * How a process adds one: read and write in two steps, in one atomic step, or in two with the lock
 * held.
 */
export type Method = 'plain' | 'atomic' | 'lock';

/** When a process did its part; times since the epoch, so that all processes agree. */
export interface Done {
  process: number;
  /** When the process's program began. */
  beganMs: number;
  startMs: number;
  endMs: number;
}

/** Writes 10·i at i. */
export async function writeTens(
  cells: SharedArray,
  done: Queue<Done>,
  process: number,
): Promise<void> {
  const startMs = performance.timeOrigin + performance.now();
  await cells.set(process, process * 10);
  const endMs = performance.timeOrigin + performance.now();
  await done.put({ process, beganMs: startMs, startMs, endMs });
}

/**
 * Adds one to cell 0 so many times, all processes at the same time. Cell 1 is for warming up, cell
 * 2 for starting together.
 */
export async function addOnes(
  counter: SharedArray,
  barrier: Barrier,
  done: Queue<Done>,
  process: number,
  processes: number,
  times: number,
  method: Method,
): Promise<void> {
  const beganMs = performance.timeOrigin + performance.now();
  // The blocking form, so that nothing but the counting is measured.
  const cells = counter.sync;
  const count = (cell: number, times: number): void => {
    const readAndWrite = (): void => cells.set(cell, Number(cells.get(cell)) + 1);
    for (let step = 0; step < times; step += 1) {
      if (method === 'atomic') cells.add(cell, 1);
      else if (method === 'lock') cells.withLock(readAndWrite);
      else readAndWrite();
    }
  };
  // The browser compiles a loop once it has run for a while.
  count(1, 3000);
  await barrier.wait();
  // Waking up takes longer than many increments: who is awake spins until all are, but not for ever
  // where cores are few.
  const awakeMs = performance.now();
  cells.add(2, 1);
  while (Number(cells.get(2)) < processes && performance.now() - awakeMs < 50);
  const startMs = performance.timeOrigin + performance.now();
  count(0, times);
  const endMs = performance.timeOrigin + performance.now();
  await done.put({ process, beganMs, startMs, endMs });
}

/** A step with its place in the order of all processes' steps. */
export interface Numbered extends Step {
  ticket: number;
}

/**
 * Adds one to cell 0 so many times, and tells every step. Each step is done with the lock held and
 * takes its number from cell 1 there, so that the order of the numbers is that of the steps.
 * Between them the lock is given up and the process pauses, so that others come between.
 */
export async function addSlowly(
  counter: SharedArray,
  barrier: Barrier,
  told: Queue<Numbered[]>,
  process: number,
  times: number,
): Promise<void> {
  const cells = counter.sync;
  const steps: Numbered[] = [];
  let register = 0;
  const step = async (act: Numbered['act'], work: () => void): Promise<void> => {
    // Of random length, and long beside the 8 ms to which browsers align timers, lest the processes
    // keep in step; longest before reading, so that some increments meet and some do not.
    const longestMs = act === 'read' ? 40 : 20;
    await new Promise((resolve) => setTimeout(resolve, longestMs * Math.random()));
    cells.withLock(() => {
      work();
      steps.push({ ticket: Number(cells.add(1, 1)), process, act, value: register });
    });
  };
  await barrier.wait();
  for (let time = 0; time < times; time += 1) {
    await step('read', () => {
      register = Number(cells.get(0));
    });
    await step('add', () => {
      register += 1;
    });
    await step('write', () => cells.set(0, register));
  }
  await told.put(steps);
}
