/** Objects that processes share, with processes that wait for them. */
import { needsMemory, type Scenario } from './scenario.ts';

const SYNC = 'locks, semaphores, events, barriers, conditions';

export const objectScenarios: Scenario[] = [
  {
    name: 'two producers and two consumers: each item once, in its producer’s order',
    row: 'queues and pipes',
    expected: { exits: [0, 0, 0, 0], items: 400, different: 400, inOrder: true },
    async run({ pg }) {
      const queue = pg.queue<[number, number] | null>({ maxsize: 5 });
      const out = pg.queue<[number, number][]>();
      const producers = [0, 1].map((id) =>
        pg.spawn(
          async (id, queue) => {
            for (let i = 0; i < 200; i += 1) await queue.put([id, i]);
          },
          id,
          queue,
        ),
      );
      const consumers = [0, 1].map(() =>
        pg.spawn(
          async (queue, out) => {
            const got: [number, number][] = [];
            for (let item = await queue.get(); item; item = await queue.get()) got.push(item);
            await out.put(got);
          },
          queue,
          out,
        ),
      );
      const exits = await Promise.all(producers.map((one) => one.join()));
      await queue.put(null);
      await queue.put(null);
      const lists = [await out.get(), await out.get()];
      exits.push(...(await Promise.all(consumers.map((one) => one.join()))));
      const inOrder = lists.every((list) =>
        [0, 1].every((id) => {
          const own = list.filter(([from]) => from === id).map(([, i]) => i);
          return own.every((i, at) => at === 0 || i > (own[at - 1] ?? 0));
        }),
      );
      const all = lists.flat().map(([id, i]) => id * 1000 + i);
      return { exits, items: all.length, different: new Set(all).size, inOrder };
    },
  },
  {
    name: 'a queue refuses in time, a signal withdraws who waits, and nothing is lost',
    row: 'queues and pipes',
    expected: ['E_FULL', 'E_FULL', 1, 'E_EMPTY', 'E_EMPTY', 'E_CANCELLED', 'kept', 'E_CLOSED'],
    async run({ pg, code }) {
      const queue = pg.queue<unknown>({ maxsize: 1 });
      await queue.put(1);
      const seen: unknown[] = [
        await code(queue.put(2, { block: false })),
        await code(queue.put(2, { timeoutMs: 30 })),
        await queue.get(),
        await code(queue.get({ block: false })),
        await code(queue.get({ timeoutMs: 30 })),
      ];
      const stop = new AbortController();
      const waits = code(queue.get({ signal: stop.signal }));
      stop.abort();
      seen.push(await waits);
      await queue.put('kept');
      seen.push(await queue.get());
      const process = pg.spawn((queue) => queue.get(), queue);
      await queue.close();
      await process.join();
      seen.push(await code(queue.get()));
      return seen;
    },
  },
  {
    name: 'a pipe echoes what is small and what is large, and ends with its other end',
    row: 'queues and pipes',
    expected: ['a', '', true, true, 0, 'E_EOF'],
    async run({ pg, code }) {
      const [mine, its] = pg.pipe<unknown>();
      const echo = pg.spawn(async (end) => {
        for (let value = await end.recv(); value !== null; value = await end.recv())
          await end.send(value);
        await end.close();
      }, its);
      const back = async (value: unknown): Promise<unknown> => {
        await mine.send(value);
        return mine.recv();
      };
      const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) >> 3);
      const small = [await back('a'), await back('')];
      const echoed = (await back(large)) as Uint8Array;
      const same = echoed.length === large.length && echoed.every((byte, i) => byte === large[i]);
      await mine.send(7);
      const polled = await mine.poll(60_000);
      await mine.recv();
      await mine.send(null);
      return [...small, same, polled, await echo.join(), await code(mine.recv())];
    },
  },
  {
    name: 'a lock excludes processes that read and write again',
    row: SYNC,
    expected: [0, 0, 60],
    async run({ pg }) {
      const [lock, counts] = [pg.lock(), pg.dict<string, number>()];
      await counts.set('n', 0);
      const workers = [0, 1].map(() =>
        pg.spawn(
          async (lock, counts) => {
            for (let i = 0; i < 30; i += 1)
              await lock.withLock(async () => {
                const n = await counts.get('n');
                await counts.set('n', (n ?? NaN) + 1);
              });
          },
          lock,
          counts,
        ),
      );
      const exits = await Promise.all(workers.map((one) => one.join()));
      return [...exits, await counts.get('n')];
    },
  },
  {
    name: 'waits end in time: lock, semaphore, event, condition',
    row: SYNC,
    expected: [false, false, false, false],
    async run({ pg }) {
      const [lock, semaphore, condition] = [pg.lock(), pg.semaphore(0), pg.condition()];
      await lock.acquire();
      await condition.acquire();
      const seen = [
        await lock.acquire({ timeoutMs: 20 }),
        await semaphore.acquire({ timeoutMs: 20 }),
        await pg.event().wait(20),
        await condition.wait(20),
      ];
      await condition.release();
      await lock.release();
      return seen;
    },
  },
  {
    name: 'semaphores bound how many, and events wake all that wait',
    row: SYNC,
    expected: { exits: [0, 0, 0], most: 2, woken: 3 },
    async run({ pg, until }) {
      const [semaphore, event, inside] = [pg.semaphore(2), pg.event(), pg.list<string>()];
      const processes = [0, 1, 2].map(() =>
        pg.spawn(
          async (semaphore, event, inside) => {
            await inside.append('here');
            await event.wait();
            for (let i = 0; i < 10; i += 1) {
              await semaphore.acquire();
              await inside.append('in');
              await inside.append('out');
              await semaphore.release();
            }
          },
          semaphore,
          event,
          inside,
        ),
      );
      await until(async () => (await inside.length()) === 3);
      await event.set();
      const exits = await Promise.all(processes.map((one) => one.join()));
      const notes = await inside.toArray();
      let [now, most] = [0, 0];
      for (const note of notes) {
        if (note === 'in') most = Math.max(most, (now += 1));
        if (note === 'out') now -= 1;
      }
      const woken = notes.filter((note) => note === 'here').length;
      return { exits, most: Math.max(most, 2), woken };
    },
  },
  {
    name: 'a barrier lets all pass, each with its number; one that is late breaks it for all',
    row: SYNC,
    expected: { rounds: ['0,1,2'], exits: [0, 0], codes: ['E_TIMEOUT', 'E_CANCELLED'] },
    async run({ pg, code }) {
      const [barrier, numbers] = [pg.barrier(3), pg.queue<number>()];
      const parties = [0, 1].map(() =>
        pg.spawn(
          async (barrier, numbers) => {
            for (let i = 0; i < 5; i += 1) await numbers.put(await barrier.wait());
          },
          barrier,
          numbers,
        ),
      );
      const rounds = new Set<string>();
      for (let i = 0; i < 5; i += 1) {
        const round = [await barrier.wait(60_000), await numbers.get(), await numbers.get()];
        rounds.add(String(round.sort()));
      }
      const exits = await Promise.all(parties.map((one) => one.join()));
      const other = code(barrier.wait(60_000));
      const codes = [await code(barrier.wait(30)), await other];
      return { rounds: [...rounds], exits, codes };
    },
  },
  {
    name: 'a condition wakes a process that waits for it',
    row: SYNC,
    expected: [0, 'seen'],
    async run({ pg }) {
      const [condition, box] = [pg.condition(), pg.list<string>()];
      const process = pg.spawn(
        async (condition, box) => {
          await condition.acquire();
          await condition.waitFor(async () => (await box.length()) > 0);
          await box.set(0, 'seen');
          await condition.release();
        },
        condition,
        box,
      );
      await condition.acquire();
      await box.append('new');
      await condition.notify();
      await condition.release();
      return [await process.join(), await box.get(0)];
    },
  },
  {
    name: 'a list and a dictionary are the same for all',
    row: 'lists and dictionaries',
    expected: [[0, 1, 4, 9], 3, 'E_ARGUMENT'],
    async run({ pg, code }) {
      const [list, ages] = [pg.list<number>(), pg.dict<string, number>()];
      await pg.processes.map(
        async ([list, i]) => list.append(i * i),
        [0, 1, 2, 3].map((i) => [list, i] as const),
      );
      await pg.processes.submit((ages) => ages.set('fern', 3), ages);
      const squares = (await list.toArray()).sort((a, b) => a - b);
      return [squares, await ages.get('fern'), await code(list.get(99))];
    },
  },
  {
    name: 'processes count in a shared array, atomically, and write where all see it',
    row: 'shared arrays and values, blocking calls',
    expected: [400, -4.25, [0, 0, 5]],
    refused: needsMemory,
    async run({ pg }) {
      const [counts, real] = [pg.sharedArray('i', 1), pg.value('d', 0)];
      const processes = [0, 1].map(() =>
        pg.spawn(
          async (counts, real) => {
            for (let i = 0; i < 200; i += 1) await counts.add(0, 1);
            await real.set(-4.25);
          },
          counts,
          real,
        ),
      );
      await Promise.all(processes.map((one) => one.join()));
      const array = pg.sharedArray('i', 3);
      await pg.processes.submit((array) => {
        array.view()[2] = 5;
      }, array);
      return [await counts.get(0), await real.get(), [...array.view()]];
    },
  },
  {
    name: 'in a process `.sync` blocks until another gives',
    row: 'shared arrays and values, blocking calls',
    expected: [10, 0],
    refused: needsMemory,
    async run({ pg }) {
      const [numbers, answer] = [pg.queue<number>(), pg.queue<number | string>()];
      const process = pg.spawn(
        async (numbers, answer) => {
          try {
            let sum = 0;
            for (let i = 0; i < 5; i += 1) sum += numbers.sync.get();
            answer.sync.put(sum);
          } catch (error) {
            await answer.put((error as { code: string }).code);
          }
        },
        numbers,
        answer,
      );
      for (let i = 0; i < 5; i += 1) await numbers.put(i);
      const sum = await answer.get();
      const exit = await process.join();
      if (typeof sum === 'string') throw Object.assign(new Error('refused'), { code: sum });
      return [sum, exit];
    },
  },
];
