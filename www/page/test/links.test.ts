/**
 * The programs of the pipe and of shared memory, in this realm: what they send, and what they tell.
 */
import { expect, test } from 'vitest';

import type { Barrier, Connection, Queue, SharedArray } from '../../common/types';
import {
  double,
  drain,
  echo,
  ping,
  pour,
  type ChildReport,
  type Flow,
  type Link,
  type Trips,
} from '../demos/pipe/programs';
import { throughputOf } from '../demos/pipe/table-data';
import { sizesOf } from '../demos/pipe/tables';
import { addOnes, writeTens, type Done, type Method } from '../demos/shared-memory/programs';
import { depthOf } from '../demos/queue/experiment';
import { revive } from './revive';

/** Two ends; what one sends the other receives. */
function linked(): [Link, Link] {
  const directions = [new Line(), new Line()] as const;
  const [there, back] = directions;
  return [
    { send: (value) => there.put(value), recv: () => back.take() },
    { send: (value) => back.put(value), recv: () => there.take() },
  ];
}

class Line {
  readonly #values: unknown[] = [];
  readonly #waiting: ((value: unknown) => void)[] = [];

  put(value: unknown): void {
    const next = this.#waiting.shift();
    if (next) next(value);
    else this.#values.push(value);
  }

  take(): unknown {
    if (this.#values.length > 0) return this.#values.shift();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

function outbox<T>(): { put(value: T): void; values: T[] } {
  const values: T[] = [];
  return { put: (value) => void values.push(value), values };
}

test('the child sends back the double and closes', async () => {
  const [near, far] = linked();
  let closed = false;
  const connection = { ...far, close: () => (closed = true) };
  const out = outbox<ChildReport>();
  near.send(10);
  await revive(double)(
    connection as unknown as Connection<number>,
    out as unknown as Queue<ChildReport>,
  );
  expect(await near.recv()).toBe(20);
  expect(closed).toBe(true);
  const [report] = out.values;
  expect(report?.sent.endMs).toBeGreaterThanOrEqual(report?.beganMs ?? Infinity);
});

test('as many samples of round trips as were asked for, several trips each on a coarse clock', async () => {
  for (const clockStepMs of [0, 1]) {
    const [near, far] = linked();
    const out = outbox<Trips>();
    const plan = { blocking: false, trips: 12, warmup: 10, clockStepMs };
    await Promise.all([revive(ping)(near, out, plan), revive(echo)(far, false)]);
    const [trips] = out.values;
    expect(trips?.samplesMs).toHaveLength(12);
    expect(trips?.together).toBeGreaterThanOrEqual(clockStepMs === 0 ? 1 : 2);
  }
});

test('each size is poured as often as the plan says, and confirmed', async () => {
  const [near, far] = linked();
  const out = outbox<Flow[]>();
  const plan = { blocking: false, sizes: [1, 64, 1024], bytes: 1024, fewest: 2, most: 100 };
  await Promise.all([revive(pour)(near, out, plan), revive(drain)(far, false)]);
  expect(out.values[0]?.map(({ size, messages }) => [size, messages])).toEqual([
    [1, 100],
    [64, 16],
    [1024, 2],
  ]);
});

test('sizes grow from a byte to the largest, which is always among them', () => {
  expect(sizesOf({ largest: 1 })).toEqual([1, 4, 16, 64, 256, 1024]);
  expect(sizesOf({ largest: 4096 }).at(-1)).toBe(4 * 2 ** 20);
  expect(sizesOf({ largest: 3 }).slice(-2)).toEqual([1024, 3072]);
});

test('throughput counts bytes of 10⁶ to the MB, and takes the median of the turns', () => {
  const flow = (elapsedMs: number): Flow => ({ size: 1000, messages: 10, elapsedMs });
  const figure = throughputOf({ pipe: [1, 2, 4].map(flow), bare: [flow(1)] }, [1000]);
  expect(figure.cells['1000']).toEqual({ pipe: 5, bare: 10, pipeUs: 200, bareUs: 100 });
  expect(figure.chart).toMatchObject({ curves: [[{ x: 1000, y: 5, low: 2.5, high: 10 }], [{}]] });
});

/** A shared array in this realm alone, with its blocking form. */
function arrayOf(cells: number[]): SharedArray {
  const sync = {
    get: (i: number) => cells[i] ?? 0,
    set: (i: number, value: number) => {
      cells[i] = value;
    },
    add: (i: number, value: number) => {
      cells[i] = (cells[i] ?? 0) + value;
    },
    withLock: (work: () => void) => work(),
  };
  return { ...sync, sync } as unknown as SharedArray;
}

test('a writer writes ten times its number at its place', async () => {
  const cells = [0, 0, 0, 0];
  const out = outbox<Done>();
  await revive(writeTens)(arrayOf(cells), out as unknown as Queue<Done>, 3);
  expect(cells).toEqual([0, 0, 0, 30]);
  expect(out.values).toMatchObject([{ process: 3 }]);
});

test.each(['plain', 'atomic', 'lock'] as const)(
  '%s adds one as often as it is told',
  async (method) => {
    const cells = [0, 0, 0];
    const out = outbox<Done>();
    const barrier = { wait: () => 0 } as unknown as Barrier;
    const run = revive(addOnes) as (...args: unknown[]) => Promise<void>;
    await run(arrayOf(cells), barrier, out, 1, 1, 500, method satisfies Method);
    expect(cells[0]).toBe(500);
    expect(out.values).toMatchObject([{ process: 1 }]);
  },
);

test('the queue’s depth is in the order of time, on the timeline’s axis', () => {
  const figure = depthOf(
    [
      {
        kind: 'produced',
        producer: 0,
        puts: [{ item: 0, startMs: 100, endMs: 101 }],
        depths: [{ atMs: 102, size: 2 }],
      },
      {
        kind: 'consumed',
        consumer: 0,
        item: 0,
        square: 0,
        state: 0,
        depth: { atMs: 101, size: 1 },
        startMs: 103,
        endMs: 110,
      },
    ],
    1,
    2,
  );
  expect(figure.chart).toEqual({
    kind: 'steps',
    points: [
      { atMs: 1, value: 1 },
      { atMs: 2, value: 2 },
    ],
    limit: 2,
    endMs: 10,
  });
  expect(figure.rows).toHaveLength(2);
  expect(figure.notes).toMatchObject([{ key: 'queue.noteBounded', values: { n: 2, percent: 50 } }]);
  expect(depthOf([], 1, 0)).toMatchObject({ chart: { points: [], limit: null, endMs: 0 } });
});
