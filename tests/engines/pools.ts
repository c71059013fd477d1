/** Opening, products and pools. */
import { needsMemory, type Scenario } from './scenario.ts';

export const poolScenarios: Scenario[] = [
  {
    name: 'opens on the tier that the page allows, and says why not on a better one',
    row: 'opening and closing',
    expected: { workers: 2, fits: true, explained: true },
    run({ pg, tier }) {
      const { environment, mode, workers } = pg;
      const shares = tier === 'isolated';
      const reason = tier === 'not isolated' ? 'not-isolated' : 'no-shared-memory';
      return Promise.resolve({
        workers,
        fits:
          mode === (shares ? 'threads' : 'processes') &&
          environment.threads === shares &&
          environment.sharedMemory === shares &&
          environment.crossOriginIsolated === (tier !== 'not isolated'),
        explained: environment.reasonCodes.includes(reason) !== shares,
      });
    },
  },
  {
    name: 'a map on threads',
    row: 'threads',
    expected: [
      [9, 1, 4],
      [2, 4],
    ],
    refused: needsMemory,
    run: async ({ pg }) => [
      await pg.threads.map('square', [3, 1, 2]),
      await pg.threads.map('countPrimes', [4, 10]),
    ],
  },
  {
    name: 'a long task on threads ends by its signal, and the next one is right',
    row: 'threads',
    expected: ['E_CANCELLED', 4],
    refused: needsMemory,
    async run({ pg, code, tier }) {
      const stop = new AbortController();
      const map = pg.threads.map('spin', Array<number>(4).fill(3_600_000), { signal: stop.signal });
      const ended = code(map);
      if (needsMemory(tier) !== undefined) await map;
      while ((await pg.threads.stats()).busy === 0);
      stop.abort();
      return [await ended, await pg.threads.submit('square', 2)];
    },
  },
  {
    name: 'the product is right, where it runs by default and on processes',
    row: 'matrix product',
    expected: [true, true, true],
    async run({ pg }) {
      const n = 160;
      const a = Float64Array.from({ length: n * n }, (_, i) => ((i * 7) % 13) - 6);
      const b = Float64Array.from({ length: n * n }, (_, i) => ((i * 5) % 11) - 5);
      const wanted = new Float64Array(n * n);
      for (let i = 0; i < n; i += 1)
        for (let k = 0; k < n; k += 1)
          for (let j = 0; j < n; j += 1)
            wanted[i * n + j] =
              (wanted[i * n + j] ?? 0) + (a[i * n + k] ?? 0) * (b[k * n + j] ?? 0);
      const dims = { m: n, k: n, n };
      const right = (c: Float64Array): boolean => c.every((value, i) => value === wanted[i]);
      return [
        right((await pg.matmul(a, b, dims)).c),
        right((await pg.matmul(a, b, dims, { on: 'processes' })).c),
        right((await pg.matmul(a, b, dims, { on: 'one', algorithm: 'naive' })).c),
      ];
    },
  },
  {
    name: 'an aborted product ends, and the next one is right',
    row: 'matrix product',
    expected: ['E_CANCELLED', [15]],
    async run({ pg, code }) {
      const n = 1536;
      const a = new Float64Array(n * n).fill(1);
      const stop = new AbortController();
      const ended = await code(
        pg.matmul(
          a,
          a,
          { m: n, k: n, n },
          {
            algorithm: 'naive',
            check: false,
            signal: stop.signal,
            onProgress: () => stop.abort(),
          },
        ),
      );
      const { c } = await pg.matmul(Float64Array.of(3), Float64Array.of(5), { m: 1, k: 1, n: 1 });
      return [ended, [...c]];
    },
  },
  {
    name: 'a map gives the sequential map’s results, of functions and of compiled tasks',
    row: 'pools',
    expected: [[9, 1, 4], [9, 1, 4], 'a0b1c2', true],
    async run({ pg }) {
      const numbers = Array.from({ length: 5000 }, (_, i) => i);
      const sums = await pg.processes.map((x: number) => x + 0.5, numbers, { chunksize: 70 });
      return [
        await pg.processes.map('square', [3, 1, 2]),
        await pg.processes.map((x: number) => x * x, [3, 1, 2]),
        (await pg.processes.map((s: string) => s.repeat(1), ['a0', 'b1', 'c2'])).join(''),
        sums.every((sum, i) => sum === i + 0.5),
      ];
    },
  },
  {
    name: 'tasks one by one: values of every kind go and come back',
    row: 'pools',
    expected: ['Map', 2, 'undefined', '-0', 'RangeError: far', true, 2048],
    async run({ pg }) {
      const echo = (value: unknown): unknown => value;
      const give = (value: unknown): Promise<unknown> => pg.processes.submit(echo, value);
      const map = (await give(new Map([['a', [1n, 2n]]]))) as Map<string, bigint[]>;
      const loop: { self?: unknown } = {};
      loop.self = loop;
      const back = (await give(loop)) as typeof loop;
      return [
        map.constructor.name,
        map.get('a')?.length,
        String(await give(undefined)),
        Object.is(await give(-0), -0) ? '-0' : '0',
        String(await give(new RangeError('far'))),
        back.self === back,
        ((await give(new Uint16Array(2048))) as Uint16Array).length,
      ];
    },
  },
  {
    name: 'small calls one after another keep their process',
    row: 'pools',
    expected: [500, true],
    async run({ pg }) {
      let right = 0;
      const names = new Set<number>();
      for (let i = 0; i < 500; i += 1) {
        const [x, realm] = (await pg.processes.submit((x: number) => {
          const it = globalThis as unknown as { realmForTest?: number };
          return [x + 1, (it.realmForTest ??= Math.random())];
        }, i)) as [number, number];
        if (x === i + 1) right += 1;
        names.add(realm);
      }
      return [right, names.size <= pg.workers];
    },
  },
  {
    name: 'what a task throws is its failure, with name, message and cause',
    row: 'pools',
    expected: ['E_TASK', 'TypeError', 'bad fern', [1]],
    async run({ pg }) {
      const failure = (await pg.processes
        .submit(() => {
          throw new TypeError('bad fern');
        })
        .catch((error: unknown) => error)) as Error & { code: string };
      const { name, message } = failure.cause as Error;
      return [failure.code, name, message, await pg.processes.map('square', [1])];
    },
  },
  {
    name: 'cancel: what waits is cancelled, what runs is not',
    row: 'pools',
    expected: [false, true, 'E_CANCELLED', ['settled', 'settled']],
    async run({ pg, code, until }) {
      const gate = pg.event();
      const running = [0, 1].map(() => pg.processes.submit((gate) => gate.wait(), gate));
      const waiting = pg.processes.submit('square', 2);
      await until(() => running.every(({ state }) => state === 'running'));
      const answers = [running[0]?.cancel(), waiting.cancel()];
      await gate.set();
      return [...answers, await code(waiting), await Promise.all(running.map(code))];
    },
  },
  {
    name: 'an endless task ends by its time limit or its signal, and the pool goes on',
    row: 'pools',
    expected: ['E_TIMEOUT', 'E_CANCELLED', [9]],
    async run({ pg, code }) {
      const begun = pg.event();
      const endless = async (begun: ReturnType<typeof pg.event>): Promise<void> => {
        await begun.set();
        for (;;);
      };
      const late = await code(pg.processes.map(endless, [begun], { timeoutMs: 300 }));
      await begun.clear();
      const stop = new AbortController();
      const map = code(pg.processes.map(endless, [begun], { signal: stop.signal }));
      await begun.wait();
      stop.abort();
      return [late, await map, await pg.processes.map('square', [3])];
    },
  },
  {
    name: 'a stream is read as far as wanted; a pool of one’s own has its initializer',
    row: 'pools',
    expected: [[0, 1, 4], 'FERN', 'E_CLOSED'],
    async run({ pg, code }) {
      const got: number[] = [];
      function* naturals(): Generator<number> {
        for (let n = 0; ; n += 1) yield n;
      }
      for await (const square of pg.processes.imap('square', naturals(), { buffersize: 4 })) {
        got.push(square);
        if (got.length === 3) break;
      }
      const pool = pg.pool({
        workers: 1,
        initializer: (name: string) =>
          void Object.assign(globalThis, { nameForTest: name.toUpperCase() }),
        initargs: ['fern'],
      });
      const name = await pool.submit(
        () => (globalThis as unknown as { nameForTest: string }).nameForTest,
      );
      await pool.close();
      return [got, name, await code(pool.submit(() => 1))];
    },
  },
  {
    name: 'a schedule runs on real workers',
    row: 'pools',
    expected: [12, true],
    async run({ pg }) {
      const tasks = Array.from({ length: 12 }, (_, i) => 1 + (i % 3));
      const run = await pg.schedule({ tasks, policy: { name: 'guided' }, load: 'sleep' });
      return [run.results.length, run.makespanMs >= Math.max(...tasks)];
    },
  },
];
