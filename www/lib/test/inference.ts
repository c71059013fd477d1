/**
 * What the compiler infers of calls of the library: this file is compiled, and nothing of it runs.
 * A line that must not compile is preceded by `@ts-expect-error`.
 */
import { expectTypeOf } from 'vitest';

import type { Future, Playground, Queue } from '../../common/types';
import { asCompleted, wait } from '../futures';

/** The sample of the README. */
export async function readme(pg: Playground): Promise<void> {
  await pg.processes.map((x) => x * x, [1, 2, 3]);
  const queue = pg.queue({ maxsize: 2 });
  const squares = pg.queue();
  pg.spawn(async (queue) => {
    for (let i = 0; i < 5; i++) await queue.put(i);
    await queue.put(null);
  }, queue);
  pg.spawn(
    async (queue, squares) => {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- as in the README
      for (let i; (i = await queue.get()) !== null;) await squares.put(i * i);
    },
    queue,
    squares,
  );
  for (let i = 0; i < 5; i++) report(await squares.get());
  function* naturals(): Generator<number> {
    for (let n = 2; ; n++) yield n;
  }
  for await (const isPrime of pg.processes.imap('isPrime', naturals(), { buffersize: 8 })) {
    if (isPrime) break;
  }
  const total = pg.value('i', 0);
  const pool = pg.pool({
    workers: 2,
    initializer: (total) => {
      (globalThis as { total?: typeof total }).total = total;
    },
    initargs: [total],
  });
  await pool.close();
}

export async function executors(pg: Playground): Promise<void> {
  const { processes, threads } = pg;
  const mapped = await processes.map((x) => `${x}`, [1, 2]);
  expectTypeOf(mapped).toEqualTypeOf<string[]>();
  const waited = await processes.map(async (x: number) => Promise.resolve(x > 1), new Set([1]));
  expectTypeOf(waited).toEqualTypeOf<boolean[]>();
  const primes = await threads.map('isPrime', [2, 3]);
  expectTypeOf(primes).toEqualTypeOf<boolean[]>();
  const future = processes.submit((a, b) => a.length + b, 'a', 1);
  expectTypeOf(future).toEqualTypeOf<Future<number>>();
  const applied = processes.apply((a: number, b: string) => [a, b] as const, [1, 'b']);
  expectTypeOf(applied).toEqualTypeOf<Future<readonly [number, string]>>();
  const square = processes.apply('square', [2], { timeoutMs: 5 });
  expectTypeOf(square).toEqualTypeOf<Future<number>>();
  const none = processes.apply(() => 7);
  expectTypeOf(none).toEqualTypeOf<Future<number>>();
  for await (const value of processes.imap((x) => [x], numbers(), { buffersize: 2 })) {
    expectTypeOf(value).toEqualTypeOf<number[]>();
  }
  for await (const value of processes.imapUnordered('isPrime', [1, 2])) {
    expectTypeOf(value).toEqualTypeOf<boolean>();
  }
  // @ts-expect-error: a task that there is not
  void processes.map('squares', [1]);
  // @ts-expect-error: an argument of another type
  void processes.submit((x: number) => x, 'one');
  // @ts-expect-error: too few arguments
  void processes.apply((a: number, b: number) => a + b, [1]);
  // @ts-expect-error: an option that there is not
  void processes.imap((x: number) => x, [1], { bufferSize: 1 });
}

export async function futures(some: Future<number>[]): Promise<void> {
  for await (const future of asCompleted(some)) {
    expectTypeOf(future).toEqualTypeOf<Future<number>>();
    expectTypeOf<Awaited<typeof future>>().toEqualTypeOf<number>();
  }
  const { done, notDone } = await wait(some, { until: 'firstError', timeoutMs: 5 });
  expectTypeOf(done).toEqualTypeOf<Set<Future<number>>>();
  expectTypeOf(notDone).toEqualTypeOf<Set<Future<number>>>();
  // @ts-expect-error: no such end
  await wait(some, { until: 'last' });
}

export async function objects(pg: Playground): Promise<void> {
  const queue = pg.queue<{ id: number }>();
  expectTypeOf(queue).toEqualTypeOf<Queue<{ id: number }>>();
  const item = await queue.get();
  expectTypeOf(item).toEqualTypeOf<{ id: number }>();
  for await (const each of queue) expectTypeOf(each).toEqualTypeOf<{ id: number }>();
  // @ts-expect-error: another type of item
  await queue.put(1);
  const [near] = pg.pipe<string>();
  for await (const message of near) expectTypeOf(message).toEqualTypeOf<string>();
  const list = pg.list<number>();
  const popped = await list.pop();
  expectTypeOf(popped).toEqualTypeOf<number>();
  const dict = pg.dict<string, Date>();
  const found = await dict.get('a');
  expectTypeOf(found).toEqualTypeOf<Date | undefined>();
  const other = await dict.get('a', 0);
  expectTypeOf(other).toEqualTypeOf<Date | number>();
  await dict.update({ a: new Date() });
  const view = pg.sharedArray('f', 3).view();
  expectTypeOf(view).toEqualTypeOf<Float32Array<SharedArrayBuffer>>();
  // @ts-expect-error: no such type of elements
  pg.sharedArray('x', 3);
  // @ts-expect-error: a blocking call cannot be aborted
  queue.sync.get({ signal: AbortSignal.timeout(1) });
  const value = await pg.condition().waitFor(async () => Promise.resolve('so'));
  expectTypeOf(value).toEqualTypeOf<string>();
}

export async function pools(pg: Playground): Promise<void> {
  const pool = pg.pool({
    workers: 2,
    initializer: (lock, name) => {
      expectTypeOf(name).toEqualTypeOf<string>();
      return lock.acquire();
    },
    initargs: [pg.lock(), 'fern'],
  });
  const results = await pool.map((x) => x + 1, [1]);
  expectTypeOf(results).toEqualTypeOf<number[]>();
  await pool.close();
  const process = pg.spawn(() => 1);
  const code = await process.join();
  expectTypeOf(code).toEqualTypeOf<number>();
  const early = await process.join(5);
  expectTypeOf(early).toEqualTypeOf<number | null>();
}

export async function matrices(pg: Playground): Promise<void> {
  using b = await pg.matrix(new Float32Array(6), { k: 2, n: 3 });
  const { c } = await pg.matmul(new Float32Array(4), b, { m: 2 });
  expectTypeOf(c).toEqualTypeOf<Float32Array<ArrayBuffer>>();
  await pg.matmul(new Float32Array(4), b, { m: 2, k: 2, n: 3 }, { on: 'one' });
  // @ts-expect-error: both are of the same type
  await pg.matmul(new Float64Array(4), b, { m: 2 });
  // @ts-expect-error: without a prepared matrix all sizes are needed
  await pg.matmul(new Float32Array(4), new Float32Array(6), { m: 2 });
  // @ts-expect-error: B has no m
  await pg.matrix(new Float32Array(6), { m: 2, k: 2, n: 3 });
}

declare function report(value: unknown): void;
declare function numbers(): AsyncIterable<number>;
