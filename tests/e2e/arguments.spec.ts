/**
 * Every count and size of the library, given what is no count: refused before anything starts, with
 * the argument's name.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary, workersAlive } from './library.ts';

/** In the page; as text, since not all of them survive the way there. */
const VALUES = ['0', '-1', '1.5', 'NaN', 'Infinity', '"4"', 'null', '2**31', '2**32', '2**53+1'];

/** Times may be fractions, and for ever. */
const TIMES = ['0', '1.5', 'Infinity', '2**31', '2**32', '2**53+1'];

/** What is a count all the same, for each place. */
const ALLOWED: Record<string, string[]> = {
  'queue maxsize': ['0'],
  'semaphore value': ['0'],
  'boundedSemaphore value': ['0'],
  'value initial': ['0'],
  'list.pop i': ['0', '-1'],
  'partition parts': ['2**31'],
  // Not refused as counts: there is no room for so many.
  'sharedArray lengthOrValues': ['0', '2**31'],
  'matmul m': ['0', '2**31'],
  'matmul k': ['0', '2**31'],
  'matmul n': ['0', '2**31'],
  'list.get i': ['0', '-1'],
  'map timeoutMs': TIMES,
  'queue.get timeoutMs': TIMES,
  'event.wait timeoutMs': TIMES,
};

test('what is no count is refused everywhere, and named', async ({ page, site, isolated }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(
    async ({ values, allowed, isolated }) => {
      const pg = await library.open({ workers: 2 });
      const [queue, event, list] = [pg.queue(), pg.event(), pg.list()];
      await list.append(1);
      const [a, dims] = [new Float64Array(4), { m: 2, k: 2, n: 2 }];
      const places: Record<string, (value: number) => unknown> = {
        'open workers': (workers) => library.open({ workers }),
        'map chunksize': (chunksize) => pg.processes.map('square', [1], { chunksize }),
        'map timeoutMs': (timeoutMs) => pg.processes.map('square', [1], { timeoutMs }),
        'queue maxsize': (maxsize) => pg.queue({ maxsize }),
        'queue.get timeoutMs': (timeoutMs) => queue.get({ timeoutMs }),
        'event.wait timeoutMs': (timeoutMs) => event.wait(timeoutMs),
        'semaphore value': (value) => pg.semaphore(value),
        'boundedSemaphore value': (value) => pg.boundedSemaphore(value),
        'barrier parties': (parties) => pg.barrier(parties),
        'value initial': (initial) => pg.value('B', initial),
        'list.pop i': (i) => list.pop(i),
        'imap chunksize': (chunksize) => pg.processes.imap('square', [1], { chunksize }),
        'imap buffersize': (buffersize) => pg.processes.imap('square', [1], { buffersize }),
        'pool workers': (workers) => pg.pool({ workers }),
        'pool maxTasksPerProcess': (most) => pg.pool({ maxTasksPerProcess: most }),
        'list.get i': (i) => list.get(i),
        'partition parts': (parts) => pg.partition([1, 2], parts, 'chunk'),
        'matmul workers': (workers) => pg.matmul(a, a, dims, { workers }),
        'matmul m': (m) => pg.matmul(a, a, { ...dims, m }),
        'matmul k': (k) => pg.matmul(a, a, { ...dims, k }),
        'matmul n': (n) => pg.matmul(a, a, { ...dims, n }),
        'benchmark repeats': (repeats) => pg.benchmark(() => 1, { repeats }),
        'speedup workers': (workers) => pg.speedup({ run: () => 1, workers: [1, workers] }),
        ...(isolated && {
          'map on threads chunksize': (chunksize: number) =>
            pg.threads.map('square', [1], { chunksize }),
          'sharedArray lengthOrValues': (length: number) => pg.sharedArray('d', length),
        }),
      };
      const wrong: string[] = [];
      let refused = 0;
      for (const [place, call] of Object.entries(places)) {
        const name = place.split(' ').at(-1) ?? '';
        for (const text of values) {
          if (allowed[place]?.includes(text)) continue;
          const value = (0, eval)(text) as number;
          try {
            await call(value);
            wrong.push(`${place} ${text}: accepted`);
          } catch (error) {
            const { code, message } = error as Error & { code?: string };
            if (code !== 'E_ARGUMENT' || !message.includes(name))
              wrong.push(`${place} ${text}: ${String(code)} ${message}`);
            else refused += 1;
          }
        }
      }
      const next = await pg.processes.map('square', [1, 2, 3]);
      await pg.close();
      return { wrong, refused, next };
    },
    { values: VALUES, allowed: ALLOWED, isolated },
  );
  expect(seen.wrong).toEqual([]);
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.next).toEqual([1, 4, 9]);
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test('what is no iterable, no function, no timeline is refused by name', async ({ page, site }) => {
  await loadLibrary(page, site);
  const wrong = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const exports = library as unknown as Record<string, (...args: unknown[]) => unknown>;
    const revoked = Proxy.revocable(() => 1, {});
    revoked.revoke();
    const calls: [argument: string, call: () => unknown][] = [
      ...[5, null, undefined, { length: 2 }, { [Symbol.iterator]: 5 }].map(
        (items): [string, () => unknown] => [
          'items',
          () => pg.partition(items as never, 2, 'chunk'),
        ],
      ),
      ...[undefined, null, 5].flatMap((work): [string, () => unknown][] => [
        ['work', () => pg.lock().withLock(work as never)],
        ['work', () => pg.semaphore(1).withLock(work as never)],
      ]),
      ['value', () => library.transfer(5 as never, [])],
      ['transferables', () => library.transfer([1], undefined as never)],
      ['transferables', () => library.transfer({}, {} as never)],
      ['transferables[0]', () => library.transfer({}, [null] as never)],
      ['samplesMs[0]', () => pg.statistics([1n] as never)],
      ['samplesMs[1]', () => pg.statistics([1, '1'] as never)],
      ['samplesMs', () => pg.statistics(5 as never)],
      ['task', () => pg.processes.submit(revoked.proxy)],
      ['fn is a queue', () => pg.spawn(pg.queue() as never).join()],
      ...['toCsv', 'toJson', 'toTrace', 'toSvg', 'toPython', 'toDask', 'toRay'].flatMap((name) =>
        [null, {}, [], 5, 'x'].map((value): [string, () => unknown] => [
          'timeline',
          () => exports[name]?.(value),
        ]),
      ),
    ];
    const found: string[] = [];
    for (const [argument, call] of calls) {
      const error = await (async () => await call())().then(
        () => ({ code: 'settled', message: '' }),
        (error: unknown) => error as { code: string; message: string },
      );
      if (error.code !== 'E_ARGUMENT' || !error.message.startsWith(argument))
        found.push(`${argument}: ${error.code} ${error.message}`);
    }
    await pg.close();
    return found;
  });
  expect(wrong).toEqual([]);
});
