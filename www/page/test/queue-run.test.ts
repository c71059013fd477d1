/**
 * The queue's program, run by stand-ins for processes in this realm: the answer, back-pressure,
 * death, and Stop.
 */
import { expect, test } from 'vitest';

import type { Playground, Process, Queue } from '../../common/types';
import { consume, measurePace, produce, type Report } from '../demos/queue/programs';
import { revive } from './revive';
import { runQueue, stepsOf, type QueueSetup } from '../demos/queue/run';

const never = new AbortController().signal;
const chapter: QueueSetup = {
  items: 5,
  capacity: 0,
  producers: 1,
  consumers: 1,
  steps: 0,
  watched: false,
};

class LocalQueue<T> {
  readonly #items: T[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #maxsize: number;

  constructor(maxsize: number) {
    this.#maxsize = maxsize;
  }

  async put(value: T): Promise<void> {
    while (this.#maxsize > 0 && this.#items.length >= this.#maxsize) await this.#change();
    this.#items.push(value);
    this.#changed();
  }

  async get(): Promise<T> {
    while (this.#items.length === 0) await this.#change();
    const value = this.#items.shift() as T;
    this.#changed();
    return value;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

type Run = (...args: unknown[]) => Promise<void>;

/** A playground of queues and processes in this realm; `run` stands for a process's start. */
function local(run: (fn: Run, args: unknown[]) => Promise<void> = (fn, args) => fn(...args)): {
  playground: Playground;
  processes: Process[];
} {
  const processes: Process[] = [];
  const playground = {
    queue: ({ maxsize = 0 } = {}) => new LocalQueue(maxsize),
    spawn: (fn: Run, ...args: unknown[]) => {
      let exitCode: number | null = null;
      let error: Error | null = null;
      let end: (code: number) => void = () => undefined;
      const joined = new Promise<number>((resolve) => {
        end = (code) => {
          exitCode ??= code;
          resolve(exitCode);
        };
      });
      run(fn, args).then(
        () => end(0),
        (thrown: unknown) => {
          error = thrown as Error;
          end(1);
        },
      );
      const process: Process = {
        pid: processes.length + 1,
        name: 'one',
        join: () => joined,
        isAlive: () => exitCode === null,
        terminate: () => end(-15),
        kill: () => end(-9),
        get exitCode() {
          return exitCode;
        },
        get error() {
          return error;
        },
      };
      processes.push(process);
      return process;
    },
  };
  return { playground: playground as unknown as Playground, processes };
}

const squares = (items: number): number[] =>
  Array.from({ length: items }, (_, item) => item * item);

test('the chapter’s queue answers with [0, 1, 4, 9, 16]', async () => {
  const { playground, processes } = local();
  const run = await runQueue(playground, chapter, never, () => undefined);
  expect(run.squares).toEqual([0, 1, 4, 9, 16]);
  expect(processes.map((process) => process.exitCode)).toEqual([0, 0]);
});

test.each([
  { items: 0 },
  { items: 1, producers: 8, consumers: 8 },
  { items: 100, capacity: 1 },
  { items: 200, capacity: 1, producers: 3, consumers: 5 },
  { items: 97, capacity: 1000, producers: 7, consumers: 2 },
])('every item is squared once with %o', async (change) => {
  const setup = { ...chapter, ...change };
  const seen: number[] = [];
  const run = await runQueue(local().playground, setup, never, (done) => seen.push(done));
  expect(run.squares).toEqual(squares(setup.items));
  expect(seen).toHaveLength(setup.items);
});

test('a process that dies fails the run, and the others are ended', async () => {
  let started = 0;
  const { playground, processes } = local((fn, args) => {
    started += 1;
    return started === 2 ? Promise.reject(new Error('out of memory')) : fn(...args);
  });
  await expect(runQueue(playground, chapter, never, () => undefined)).rejects.toMatchObject({
    code: 'E_TASK',
    message: 'process 2: out of memory',
  });
  expect(processes.length).toBeGreaterThan(1);
  expect(processes.every((process) => process.exitCode !== null)).toBe(true);
});

test('Stop ends processes that would wait for ever', async () => {
  const { playground, processes } = local(() => new Promise(() => undefined));
  const abort = new AbortController();
  const run = runQueue(playground, { ...chapter, consumers: 3 }, abort.signal, () => undefined);
  abort.abort();
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(processes.map((process) => process.exitCode)).toEqual([-15, -15, -15, -15]);
});

test('a run that is stopped before it starts starts nothing', async () => {
  const { playground, processes } = local();
  await expect(
    runQueue(playground, chapter, AbortSignal.abort(), () => undefined),
  ).rejects.toThrow();
  expect(processes).toHaveLength(0);
});

test('the programs work from their source text alone', async () => {
  const gate = new LocalQueue<null>(0) as unknown as Queue<null>;
  const queue = new LocalQueue<number | null>(0) as unknown as Queue<number | null>;
  const results = new LocalQueue<unknown>(0) as unknown as Queue<Report>;
  for (const value of [null, null]) await gate.put(value);
  await revive(produce)(gate, queue, results, 0, 3, 4, false);
  await queue.put(null);
  await revive(consume)(gate, queue, results, 0, 0, false);
  const reports = [];
  for (let report = 0; report < 4; report += 1) reports.push(await results.get());
  expect(reports).toMatchObject([
    { kind: 'ready' },
    { kind: 'produced', producer: 0, puts: [{ item: 3 }] },
    { kind: 'ready' },
    { kind: 'consumed', consumer: 0, item: 3, square: 9 },
  ]);
});

test('the work of an item is an amount: the same numbers, however long they take', async () => {
  const run = await runQueue(
    local().playground,
    { ...chapter, steps: 1000 },
    never,
    () => undefined,
  );
  const states = run.reports.flatMap((report) =>
    report.kind === 'consumed' ? [[report.item, report.state]] : [],
  );
  const after = (item: number): number =>
    Array.from({ length: 1000 }).reduce<number>(
      (state) => Number(BigInt.asIntN(32, BigInt(state) * 1_664_525n + 1_013_904_223n)),
      item,
    );
  expect(states).toEqual([0, 1, 2, 3, 4].map((item) => [item, after(item)]));
});

test('no work takes no steps, and twice the work twice as many', async () => {
  expect(await stepsOf(local().playground, 0, never)).toBe(0);
  const pace = await new Promise<number>((resolve) => {
    const put = (stepsPerMs: number): Promise<void> => {
      resolve(stepsPerMs);
      return Promise.resolve();
    };
    void revive(measurePace)({ put } as unknown as Queue<number>);
  });
  expect(pace).toBeGreaterThan(0);
  // Of a pace that is known.
  const known = local((_, [results]) => (results as Queue<number>).put(1234.5));
  expect(await stepsOf(known.playground, 2, never)).toBe(2469);
  expect(await stepsOf(known.playground, 4, never)).toBe(4938);
});
