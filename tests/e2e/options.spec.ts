/**
 * Options that no call knows, or that are of the wrong kind: refused in every call, with the name
 * that was probably meant.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

test('every call refuses options that it does not know, or that are none', async ({ pools }) => {
  const wrong = await pools.evaluate(async () => {
    const [queue, lock] = [pg.queue(), pg.lock()];
    const [end] = pg.pipe();
    const [a, dims] = [new Float64Array(4), { m: 2, k: 2, n: 2 }];
    const policy = { name: 'dynamic' };
    const run = { run: () => 1, workers: [1] };
    const simulated = { tasks: [1], policy, load: 'simulate' };
    const spread = (base: object, more: unknown): never =>
      (typeof more === 'object' && more !== null && !Array.isArray(more)
        ? { ...base, ...more }
        : more) as never;
    const calls: Record<string, [misspelt: string, right: string, call: (o: never) => unknown]> = {
      open: ['worker', 'workers', (o) => library.open(o)],
      map: ['chunkSize', 'chunksize', (o) => pg.processes.map('square', [1], o)],
      shutdown: ['cancelpending', 'cancelPending', (o) => pg.processes.shutdown(o)],
      queue: ['maxSize', 'maxsize', (o) => pg.queue(o)],
      pipe: ['duplx', 'duplex', (o) => pg.pipe(o)],
      put: ['timeout', 'timeoutMs', (o) => queue.put(1, o)],
      get: ['timeoutms', 'timeoutMs', (o) => queue.get(o)],
      recv: ['in', 'into', (o) => end.recv(o)],
      acquire: ['blocking', 'block', (o) => lock.acquire(o)],
      matmul: ['Workers', 'workers', (o) => pg.matmul(a, a, dims, o)],
      dims: ['M', 'm', (o) => pg.matmul(a, a, spread(dims, o))],
      schedule: ['sede', 'seed', (o) => pg.schedule(spread(simulated, o))],
      policy: [
        'chunks',
        'chunk',
        (o) => pg.schedule(spread(simulated, { policy: spread(policy, o) })),
      ],
      benchmark: ['repeat', 'repeats', (o) => pg.benchmark(() => 1, o)],
      speedup: ['warmUp', 'warmup', (o) => pg.speedup(spread(run, o))],
      ...(pg.mode === 'threads' && {
        sharedArray: ['locks', 'lock', (o: never) => pg.sharedArray('d', 1, o)],
        'map on threads': ['timeOut', 'timeoutMs', (o: never) => pg.threads.map('square', [1], o)],
      }),
    };
    const found: string[] = [];
    const expectRefusal = async (
      what: string,
      call: () => unknown,
      text: string,
    ): Promise<void> => {
      const { code, message } = await failureOf((async () => await call())());
      if (code !== 'E_ARGUMENT' || !message.includes(text))
        found.push(`${what}: ${code} ${message}`);
    };
    for (const [name, [misspelt, right, call]] of Object.entries(calls)) {
      const options = Object.assign(Object.create(null) as object, { [misspelt]: 1 });
      await expectRefusal(name, () => call(options as never), `did you mean ${right}?`);
      for (const none of [null, 7, 'text', [], true])
        await expectRefusal(`${name} ${String(none)}`, () => call(none as never), 'an object');
    }
    return found;
  });
  expect(wrong).toEqual([]);
});

test('options of the wrong kind are refused, and named', async ({ pools }) => {
  const wrong = await pools.evaluate(async () => {
    const queue = pg.queue();
    const [a, dims] = [new Float64Array(4), { m: 2, k: 2, n: 2 }];
    const found: string[] = [];
    const cases: [name: string, bad: unknown[], call: (value: never) => unknown][] = [
      ['block', [null, 0, 'no'], (block) => queue.get({ block })],
      ['check', [null, 0, 'no'], (check) => pg.matmul(a, a, dims, { check })],
      ['signal', [null, {}, 'x'], (signal) => pg.processes.map('square', [1], { signal })],
      ['signal', [null, {}, 'x'], (signal) => library.open({ signal })],
      ['signal', [null, {}, 'x'], (signal) => pg.benchmark(() => 1, { signal })],
      ['onProgress', [null, {}, 'x'], (onProgress) => pg.matmul(a, a, dims, { onProgress })],
      ['onSpans', [null, {}, 'x'], (onSpans) => pg.processes.map('square', [1], { onSpans })],
    ];
    for (const [name, bad, call] of cases)
      for (const value of bad) {
        const { code, message } = await failureOf((async () => await call(value as never))());
        if (code !== 'E_ARGUMENT' || !message.startsWith(`${name} is `))
          found.push(`${name} ${String(value)}: ${code} ${message}`);
      }
    return found;
  });
  expect(wrong).toEqual([]);
});
