/**
 * What the compiler infers of calls of the library: this file is compiled, and nothing of it is run.
 * A line that must not compile is preceded by `@ts-expect-error`.
 */
import type { Future, Playground, Queue } from '../../common/types';
import { asCompleted, wait } from '../futures';

/** Compiles where both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

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
  same<typeof mapped, string[]>(true);
  const waited = await processes.map(async (x: number) => Promise.resolve(x > 1), new Set([1]));
  same<typeof waited, boolean[]>(true);
  const primes = await threads.map('isPrime', [2, 3]);
  same<typeof primes, boolean[]>(true);
  const future = processes.submit((a, b) => a.length + b, 'a', 1);
  same<typeof future, Future<number>>(true);
  const applied = processes.apply((a: number, b: string) => [a, b] as const, [1, 'b']);
  same<typeof applied, Future<readonly [number, string]>>(true);
  const square = processes.apply('square', [2], { timeoutMs: 5 });
  same<typeof square, Future<number>>(true);
  const none = processes.apply(() => 7);
  same<typeof none, Future<number>>(true);
  for await (const value of processes.imap((x) => [x], numbers(), { buffersize: 2 })) {
    same<typeof value, number[]>(true);
  }
  for await (const value of processes.imapUnordered('isPrime', [1, 2])) {
    same<typeof value, boolean>(true);
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
    same<typeof future, Future<number>>(true);
    same<Awaited<typeof future>, number>(true);
  }
  const { done, notDone } = await wait(some, { until: 'firstError', timeoutMs: 5 });
  same<typeof done, Set<Future<number>>>(true);
  same<typeof notDone, Set<Future<number>>>(true);
  // @ts-expect-error: no such end
  await wait(some, { until: 'last' });
}

export async function objects(pg: Playground): Promise<void> {
  const queue = pg.queue<{ id: number }>();
  same<typeof queue, Queue<{ id: number }>>(true);
  const item = await queue.get();
  same<typeof item, { id: number }>(true);
  for await (const each of queue) same<typeof each, { id: number }>(true);
  // @ts-expect-error: another type of item
  await queue.put(1);
  const [near] = pg.pipe<string>();
  for await (const message of near) same<typeof message, string>(true);
  const list = pg.list<number>();
  const popped = await list.pop();
  same<typeof popped, number>(true);
  const dict = pg.dict<string, Date>();
  const found = await dict.get('a');
  same<typeof found, Date | undefined>(true);
  const other = await dict.get('a', 0);
  same<typeof other, Date | number>(true);
  await dict.update({ a: new Date() });
  const view = pg.sharedArray('f', 3).view();
  same<typeof view, Float32Array<SharedArrayBuffer>>(true);
  // @ts-expect-error: no such type of elements
  pg.sharedArray('x', 3);
  // @ts-expect-error: a blocking call cannot be aborted
  queue.sync.get({ signal: AbortSignal.timeout(1) });
  const value = await pg.condition().waitFor(async () => Promise.resolve('so'));
  same<typeof value, string>(true);
}

export async function pools(pg: Playground): Promise<void> {
  const pool = pg.pool({
    workers: 2,
    initializer: (lock, name) => {
      same<typeof name, string>(true);
      return lock.acquire();
    },
    initargs: [pg.lock(), 'fern'],
  });
  const results = await pool.map((x) => x + 1, [1]);
  same<typeof results, number[]>(true);
  await pool.close();
  const process = pg.spawn(() => 1);
  const code = await process.join();
  same<typeof code, number>(true);
  const early = await process.join(5);
  same<typeof early, number | null>(true);
}

declare function report(value: unknown): void;
declare function numbers(): AsyncIterable<number>;
