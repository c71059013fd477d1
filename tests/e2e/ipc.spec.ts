/**
 * Queues, pipes, locks, lists and shared arrays: the rows 49 to 69 of the conformance list, with
 * processes, on both tiers.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

// Nothing here works for long: what takes this long hangs.
test.describe.configure({ timeout: 30_000 });

test.beforeEach(async ({ page, site }) => {
  await loadLibrary(page, site);
});

test('a full queue refuses at once or in time, and says its size', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const queue = pg.queue<number>({ maxsize: 2 });
    await queue.put(1);
    await queue.put(2);
    const full = [await queue.full(), await queue.size()];
    const now = await codeOf(queue.put(3, { block: false }));
    const later = await codeOf(queue.put(3, { timeoutMs: 100 }));
    const items = [await queue.get(), await queue.get()];
    const none = await codeOf(queue.get({ block: false }));
    const noneLater = await codeOf(queue.get({ timeoutMs: 100 }));
    const empty = [await queue.empty(), await queue.size()];
    const bad = await Promise.all([
      codeOf(queue.get({ timeoutMs: -1 })),
      codeOf(queue.put(1, { timeoutMs: NaN })),
      codeOf(Promise.resolve().then(() => pg.queue<unknown>({ maxsize: -1 }))),
    ]);
    await pg.close();
    return { full, now, later, items, none, noneLater, empty, bad: bad.map(({ code }) => code) };
  });
  expect(seen.full).toEqual([true, 2]);
  expect(seen.now.code).toBe('E_FULL');
  expect(seen.later.code).toBe('E_FULL');
  expect(seen.later.afterMs).toBeGreaterThanOrEqual(95);
  expect(seen.items).toEqual([1, 2]);
  expect([seen.none.code, seen.noneLater.code]).toEqual(['E_EMPTY', 'E_EMPTY']);
  expect(seen.noneLater.afterMs).toBeGreaterThanOrEqual(95);
  expect(seen.empty).toEqual([true, 0]);
  expect(seen.bad).toEqual(['E_ARGUMENT', 'E_ARGUMENT', 'E_ARGUMENT']);
});

test('arrays are got into memory that is there already, in the window and in processes', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [ours, theirs] = pg.pipe<unknown>();
    const queue = pg.queue<unknown>();
    const out = pg.queue<unknown[]>();
    // Shorter and longer than the staging area, and than the ring.
    const lengths = [0, 3, 8000, 9000, 300_000];
    const process = pg.spawn(
      async (queue, end, out, lengths) => {
        const into = new Float64Array(300_000).fill(-1);
        const notes: unknown[] = [];
        const note = (got: unknown, length: number): void => {
          const array = got as Float64Array;
          const same = array.buffer === into.buffer && array.length === length;
          const right = array.every((value, i) => value === i) && into[length] !== 0;
          notes.push([length, same && right]);
          into.fill(-1);
        };
        for (const length of lengths) note(await queue.get({ into }), length);
        for (const length of lengths) note(await end.recv({ into }), length);
        const short = new Float64Array(2);
        const longer = (await queue.get({ into: short })) as Float64Array;
        notes.push([longer.length, longer.buffer !== short.buffer && short[1] === 0]);
        for (const bad of [[], 3, new DataView(new ArrayBuffer(8))]) {
          try {
            await queue.get({ into: bad as never });
          } catch (error) {
            notes.push([
              (error as Error).message.includes('into'),
              (error as { code: string }).code,
            ]);
          }
        }
        await out.put(notes);
        await queue.put(Float64Array.of(1, 2));
        await end.send(Float64Array.of(3));
      },
      queue,
      theirs,
      out,
      lengths,
    );
    const counted = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => i);
    for (const length of lengths) await queue.put(counted(length));
    for (const length of lengths) await ours.send(counted(length));
    await queue.put(counted(9));
    const notes = await out.get();
    const into = new Float64Array(2);
    const here = await queue.get({ into });
    const back = (await ours.recv({ into })) as Float64Array;
    const bad = await codeOf(queue.get({ into: [] as never }));
    const window = [here === into, [...into], back.buffer === into.buffer, [...back]];
    await process.join();
    await pg.close();
    return { notes, window, bad: bad.code };
  });
  const got = [0, 3, 8000, 9000, 300_000].map((length) => [length, true]);
  const refused = [true, 'E_ARGUMENT'];
  expect(seen.notes).toEqual([...got, ...got, [9, true], refused, refused, refused]);
  expect(seen.window).toEqual([true, [3, 2], true, [3]]);
  expect(seen.bad).toBe('E_ARGUMENT');
});

test('a full queue refuses inside a process as well', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const queue = pg.queue<number>({ maxsize: 1 });
    const out = pg.queue<string[]>();
    const process = pg.spawn(
      async (queue, out) => {
        const codes: string[] = [];
        const attempt = async (work: () => unknown): Promise<void> => {
          try {
            await work();
            codes.push('settled');
          } catch (error) {
            codes.push(String((error as { code?: unknown }).code));
          }
        };
        await attempt(() => queue.get({ block: false }));
        await attempt(() => queue.get({ timeoutMs: 20 }));
        await attempt(() => queue.put(1));
        await attempt(() => queue.put(2, { block: false }));
        await attempt(() => queue.put(2, { timeoutMs: 20 }));
        await attempt(() => queue.put(2, { timeoutMs: -1 }));
        await attempt(() => queue.put((() => 1) as never));
        await out.put(codes);
      },
      queue,
      out,
    );
    const exit = await process.join();
    const codes = [...(await out.get()), exit];
    await pg.close();
    return codes;
  });
  expect(codes).toEqual([
    'E_EMPTY',
    'E_EMPTY',
    'settled',
    'E_FULL',
    'E_FULL',
    'E_ARGUMENT',
    'E_CLONE',
    0,
  ]);
});

test('two producers and two consumers: each item once, in its producer’s order', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<[number, number] | null>({ maxsize: 10 });
    const out = pg.queue<[number, number][]>();
    const producers = [0, 1].map((id) =>
      pg.spawn(
        async (id, queue) => {
          for (let i = 0; i < 300; i += 1) await queue.put([id, i]);
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
    await Promise.all(producers.map((one) => one.join()));
    await queue.put(null);
    await queue.put(null);
    const lists = [await out.get(), await out.get()];
    await Promise.all(consumers.map((one) => one.join()));
    await pg.close();
    return lists;
  });
  for (const list of seen)
    for (const id of [0, 1]) {
      const numbers = list.filter(([from]) => from === id).map(([, number]) => number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  const all = seen.flat().map(([id, number]) => id * 1000 + number);
  expect(new Set(all).size).toBe(600);
  expect(all).toHaveLength(600);
});

test('closing wakes whoever waits; a closed queue refuses', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    await pg.queue<unknown>().close();
    const [queue, full, ready] = [
      pg.queue<number>(),
      pg.queue<number>({ maxsize: 1 }),
      pg.queue<unknown>(),
    ];
    await full.put(0);
    const blocked = [queue, full].map((one, i) =>
      pg.spawn(
        async (one, i, ready) => {
          await ready.put(null);
          if (i === 0) await one.get();
          else await one.put(1);
        },
        one,
        i,
        ready,
      ),
    );
    await ready.get();
    await ready.get();
    const here = codeOf(queue.get());
    await queue.close();
    await full.close();
    const exits = await Promise.all(blocked.map((one) => one.join()));
    const codes = await Promise.all([here, codeOf(queue.put(1)), codeOf(full.get())]);
    const messages = blocked.map((one) => one.error?.message);
    await pg.close();
    return { exits, messages, codes: codes.map(({ code }) => code) };
  });
  expect(seen.exits).toEqual([1, 1]);
  for (const message of seen.messages) expect(message).toContain('closed');
  expect(seen.codes).toEqual(['E_CLOSED', 'E_CLOSED', 'E_CLOSED']);
});

test('join waits until every item is done; one taskDone too many is refused', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [queue, done] = [pg.queue<number>(), pg.list<number>()];
    await queue.join();
    for (let i = 0; i < 4; i += 1) await queue.put(i);
    const worker = pg.spawn(
      async (queue, done) => {
        for (let i = 0; i < 4; i += 1) {
          await done.append(await queue.get());
          await queue.taskDone();
        }
        await queue.join();
      },
      queue,
      done,
    );
    await queue.join();
    const items = await done.toArray();
    const { code } = await codeOf(queue.taskDone());
    const exit = await worker.join();
    await pg.close();
    return { items, code, exit };
  });
  expect(seen).toEqual({ items: [0, 1, 2, 3], code: 'E_ARGUMENT', exit: 0 });
});

test('a pipe echoes what is empty, small and 16 MiB, in order', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [mine, its] = pg.pipe<unknown>();
    const echo = pg.spawn(async (end) => {
      for (;;) {
        const value = await end.recv();
        if (value === null) break;
        await end.send(value);
      }
      await end.close();
    }, its);
    const back = async (value: unknown): Promise<unknown> => {
      await mine.send(value);
      return mine.recv();
    };
    const large = Uint8Array.from({ length: 16 * 1024 * 1024 }, (_, i) => (i * 31) >> 3);
    const echoed = (await back(large)) as Uint8Array;
    const same = echoed.length === large.length && echoed.every((byte, i) => byte === large[i]);
    const empty = (await back(new Uint8Array())) as Uint8Array;
    for (const text of ['a', 'b', '']) await mine.send(text);
    const texts = [await mine.recv(), await mine.recv(), await mine.recv()];
    const polled = await mine.poll();
    await mine.send(7);
    const polledLater = await mine.poll(5000);
    const seven = await mine.recv();
    await mine.send(null);
    const exit = await echo.join();
    const end = await codeOf(mine.recv());
    const atEnd = await mine.poll();
    await mine.close();
    const after = await Promise.all([
      codeOf(mine.recv()),
      codeOf(mine.send(1)),
      codeOf(mine.poll()),
    ]);
    await pg.close();
    const codes = [end, ...after].map(({ code }) => code);
    return { same, empty: empty.length, texts, polled, polledLater, seven, exit, atEnd, codes };
  });
  expect(seen).toEqual({
    same: true,
    empty: 0,
    texts: ['a', 'b', ''],
    polled: false,
    polledLater: true,
    seven: 7,
    exit: 0,
    atEnd: true,
    codes: ['E_EOF', 'E_CLOSED', 'E_CLOSED', 'E_CLOSED'],
  });
});

test('the chapter’s pipe', async ({ page }) => {
  const answer = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [parent, child] = pg.pipe<number>();
    const process = pg.spawn(async (end) => {
      await end.send((await end.recv()) * 2);
      await end.close();
    }, child);
    await parent.send(10);
    const answer = await parent.recv();
    await process.join();
    await pg.close();
    return answer;
  });
  expect(answer).toBe(20);
});

test('what was sent before the end is received; the dead end a pipe as well', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [a, b] = pg.pipe<number>();
    await b.send(1);
    await b.send(2);
    await b.close();
    const drained = [await a.recv(), await a.recv()];
    const codes = [await codeOf(a.recv()), await codeOf(a.send(1)), await codeOf(b.recv())];
    // One that ends without closing, and one that is terminated while it waits.
    const [mine, its] = pg.pipe<string>();
    const process = pg.spawn(async (end) => end.send('last words'), its);
    await process.join();
    const last = await mine.recv();
    codes.push(await codeOf(mine.recv()));
    const [here, there] = pg.pipe<number>();
    const waiting = pg.spawn(async (end) => {
      await end.send(1);
      await end.recv();
    }, there);
    await here.recv();
    const receiving = codeOf(here.recv());
    waiting.terminate();
    codes.push(await receiving);
    const exit = await waiting.join();
    const [reader, writer] = pg.pipe<number>({ duplex: false });
    codes.push(await codeOf(reader.send(1)), await codeOf(writer.recv()));
    codes.push(await codeOf(writer.poll()));
    await writer.send(5);
    const five = await reader.recv();
    await pg.close();
    return { drained, last, exit, five, codes: codes.map(({ code }) => code) };
  });
  expect(seen).toEqual({
    drained: [1, 2],
    last: 'last words',
    exit: -15,
    five: 5,
    codes: [
      'E_EOF',
      'E_CLOSED',
      'E_CLOSED',
      'E_EOF',
      'E_EOF',
      'E_UNSUPPORTED',
      'E_UNSUPPORTED',
      'E_UNSUPPORTED',
    ],
  });
});

test('every kind of value passes, also the objects themselves', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [a, b] = pg.pipe<unknown>();
    const echo = pg.spawn(async (end) => {
      for (;;) {
        const value = await end.recv();
        if (value === 'end') return;
        await end.send(value);
      }
    }, b);
    const cause = new RangeError('far');
    const values: unknown[] = [
      null,
      undefined,
      true,
      false,
      0,
      -0,
      -1,
      2 ** 31,
      2 ** 53,
      0.1,
      NaN,
      -Infinity,
      12n ** 30n,
      -5n,
      '',
      'a',
      'é한🎈',
      '\ud800',
      'x'.repeat(100_000),
      new Date(5),
      [1, [2, []]],
      { a: { b: undefined } },
      new Map<unknown, unknown>([
        [{ k: 1 }, -0],
        ['s', new Set([1])],
      ]),
      new Float64Array([1.5, -0]),
      new Uint16Array(40_000).fill(7),
      new BigInt64Array([-1n]),
      new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
      new Uint8Array([9, 8]).buffer,
      cause,
    ];
    const echoed: unknown[] = [];
    for (const value of values) {
      await a.send(value);
      echoed.push(await a.recv());
    }
    const text = (value: unknown): string => String(value);
    const shown = (value: unknown): string => {
      if (Object.is(value, -0)) return '-0';
      if (typeof value === 'object' && value !== null) {
        const name = value.constructor.name;
        if (value instanceof Map) return `Map(${shown([...(value as Map<unknown, unknown>)])})`;
        if (value instanceof Set) return `Set(${shown([...(value as Set<unknown>)])})`;
        if (value instanceof Error) return `${value.name}(${value.message})`;
        if (value instanceof Date) return `Date(${value.getTime()})`;
        if (value instanceof ArrayBuffer) return `ArrayBuffer(${String(new Uint8Array(value))})`;
        if (ArrayBuffer.isView(value)) return `${name}(${text(value)},${value.byteLength})`;
        return `${name}{${Object.entries(value)
          .map(([key, item]) => `${key}:${shown(item)}`)
          .join()}}`;
      }
      return `${typeof value} ${text(value)}`;
    };
    const wrong = values.flatMap((value, i) =>
      shown(value) === shown(echoed[i]) ? [] : [[shown(value), shown(echoed[i])]],
    );
    // A queue through a pipe, which is used by the other process; a lock in an object through a
    // list.
    const [queue, list] = [pg.queue<number>(), pg.list<{ lock: ReturnType<typeof pg.lock> }>()];
    await list.append({ lock: pg.lock() });
    await a.send({ queue, list });
    const { queue: same } = (await a.recv()) as { queue: typeof queue };
    await same.put(3);
    const three = await queue.get();
    const { lock } = await list.get(0);
    const held = [await lock.acquire(), await lock.acquire({ block: false })];
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    await a.send(cyclic);
    const cycle = (await a.recv()) as unknown[];
    await a.send(new DataView(Uint8Array.of(7, 8).buffer, 1));
    const view = (await a.recv()) as DataView;
    const refused = await Promise.all(
      [/x/, () => 1, Symbol('s'), { [Symbol('key')]: 1 }, new URL('http://a/')].map((it) =>
        codeOf(a.send(it)),
      ),
    );
    await a.send('end');
    const exit = await echo.join();
    await pg.close();
    const kept = [cycle[0] === cycle, cycle.length, view.getUint8(0), view.byteLength];
    return { wrong, three, held, kept, refused: refused.map(({ code }) => code), exit };
  });
  expect(seen).toEqual({
    wrong: [],
    three: 3,
    held: [true, false],
    kept: [true, 1, 8, 1],
    refused: ['E_CLONE', 'E_CLONE', 'E_CLONE', 'E_CLONE', 'E_CLONE'],
    exit: 0,
  });
});

test('a lock excludes, refuses what is not held, and is released when its holder dies', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const lock = pg.lock();
    const first = await codeOf(lock.release());
    const held = [
      await lock.acquire(),
      await lock.acquire({ block: false }),
      await lock.acquire({ timeoutMs: 50 }),
    ];
    await lock.release();
    const total = pg.list<number>();
    await total.append(0);
    const workers = [0, 1, 2].map(() =>
      pg.spawn(
        async (lock, total) => {
          for (let i = 0; i < 20; i += 1)
            await lock.withLock(async () => {
              const last = await total.get(-1);
              await total.append(last + 1);
            });
        },
        lock,
        total,
      ),
    );
    await Promise.all(workers.map((one) => one.join()));
    const sum = await total.get(-1);
    const ready = pg.event();
    const holder = pg.spawn(
      async (lock, ready) => {
        await lock.acquire();
        await ready.set();
        for (;;) await new Promise((resolve) => setTimeout(resolve, 1000));
      },
      lock,
      ready,
    );
    await ready.wait();
    const taken = await lock.acquire({ block: false });
    const waiting = lock.acquire({ timeoutMs: 10_000 });
    holder.terminate();
    const freed = await waiting;
    const thrown = await codeOf(pg.lock().withLock(() => Promise.reject(new Error('mine'))));
    await pg.close();
    return { first: first.code, held, sum, taken, freed, thrown: thrown.code };
  });
  expect(seen).toEqual({
    first: 'E_ARGUMENT',
    held: [true, false, false],
    sum: 60,
    taken: false,
    freed: true,
    thrown: 'undefined',
  });
});

test('semaphores count, events wake, barriers let all pass or none', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const semaphore = pg.semaphore(2);
    const units = [
      await semaphore.acquire(),
      await semaphore.acquire(),
      await semaphore.acquire({ block: false }),
    ];
    await semaphore.release();
    units.push(await semaphore.acquire({ timeoutMs: 50 }));

    const event = pg.event();
    const before = [await event.isSet(), await event.wait(20)];
    const waiter = pg.spawn(async (event) => {
      await event.wait();
    }, event);
    const here = event.wait(10_000);
    await event.set();
    const after = [await here, await event.isSet(), await event.wait(0), await waiter.join()];
    await event.clear();
    after.push(await event.isSet());

    const barrier = pg.barrier(3);
    const indices = pg.queue<number>();
    const parties = [0, 1].map(() =>
      pg.spawn(
        async (barrier, indices) => {
          for (let i = 0; i < 20; i += 1) await indices.put(await barrier.wait());
        },
        barrier,
        indices,
      ),
    );
    const rounds: number[][] = [];
    for (let i = 0; i < 20; i += 1) {
      const own = await barrier.wait(10_000);
      rounds.push([own, await indices.get(), await indices.get()].sort());
    }
    await Promise.all(parties.map((one) => one.join()));
    const late = codeOf(barrier.wait(10_000));
    const timedOut = await codeOf(barrier.wait(50));
    const codes = [timedOut, await late, await codeOf(barrier.wait())];
    const broken = [await barrier.broken()];
    await barrier.reset();
    broken.push(await barrier.broken());
    const aborted = codeOf(barrier.wait());
    await barrier.abort();
    codes.push(await aborted);
    const bad = await Promise.all(
      [
        (): unknown => pg.semaphore(-1),
        (): unknown => pg.barrier(0),
        (): unknown => pg.barrier(1.5),
        (): unknown => event.wait(-1),
      ].map((it) => codeOf(Promise.resolve().then(it))),
    );
    await pg.close();
    return {
      units,
      before,
      after,
      rounds: rounds.map(String),
      codes: codes.map(({ code }) => code),
      broken,
      bad: bad.map(({ code }) => code),
    };
  });
  expect(seen.units).toEqual([true, true, false, true]);
  expect(seen.before).toEqual([false, false]);
  expect(seen.after).toEqual([true, true, true, 0, false]);
  expect(new Set(seen.rounds)).toEqual(new Set(['0,1,2']));
  expect(seen.codes).toEqual(['E_TIMEOUT', 'E_CANCELLED', 'E_CANCELLED', 'E_CANCELLED']);
  expect(seen.broken).toEqual([true, false]);
  expect(seen.bad).toEqual(['E_ARGUMENT', 'E_ARGUMENT', 'E_ARGUMENT', 'E_ARGUMENT']);
});

test('a managed list keeps order and says where an index is wrong', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const list = pg.list<unknown>();
    await Promise.all(
      [0, 1].map((id) =>
        pg
          .spawn(
            async (list, id) => {
              for (let i = 0; i < 20; i += 1) await list.append([id, i]);
              if ((await list.length()) < 20) throw new Error('items are missing');
              await list.get(0);
            },
            list,
            id,
          )
          .join(),
      ),
    );
    const all = (await list.toArray()) as [number, number][];
    await list.append({ large: new Uint8Array(100_000).fill(5) });
    const reader = pg.spawn(async (list) => {
      const { large } = (await list.get(-1)) as { large: Uint8Array };
      if (large.length !== 100_000 || large[99_999] !== 5) throw new Error('damaged');
      const all = await list.toArray();
      if (all.length !== 41) throw new Error('items are missing');
      await list.get(1000);
    }, list);
    const exit = await reader.join();
    const codes = [await codeOf(list.get(41)), await codeOf(list.get(0.5))];
    await pg.close();
    return { all, exit, why: reader.error?.message, codes: codes.map(({ code }) => code) };
  });
  for (const id of [0, 1])
    expect(seen.all.filter(([from]) => from === id).map(([, i]) => i)).toEqual(
      Array.from({ length: 20 }, (_, i) => i),
    );
  expect(seen.exit).toBe(1);
  expect(seen.why).toContain('1000');
  expect(seen.codes).toEqual(['E_ARGUMENT', 'E_ARGUMENT']);
});

test('a shared array: zeros, round trips, writes seen after join, counting @isolated', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const array = pg.sharedArray('i', 10);
    const zeros = await array.toArray();
    const processes = Array.from({ length: 10 }, (_, i) =>
      pg.spawn(
        async (array, i) => {
          await array.set(i, i * 10);
        },
        array,
        i,
      ),
    );
    await Promise.all(processes.map((one) => one.join()));
    const written = await array.toArray();
    const trips: unknown[] = [];
    for (const [typecode, value] of [
      ['q', 2 ** 33],
      ['Q', 2n ** 64n - 1n],
      ['d', -4.25],
      ['f', 0.5],
      ['b', -128],
      ['B', 255],
      ['h', -1],
      ['H', 65_535],
      ['I', 4_294_967_295],
    ] as const) {
      const one = pg.sharedArray(typecode, [value]);
      trips.push(String(await one.get(0)) === String(value));
    }
    const counter = pg.sharedArray('I', 2);
    const counters = [0, 1, 2].map(() =>
      pg.spawn(async (counter) => {
        for (let i = 0; i < 500; i += 1) {
          await counter.withLock(async () => {
            await counter.set(0, Number(await counter.get(0)) + 1);
          });
          await counter.add(1, 2);
        }
      }, counter),
    );
    await Promise.all(counters.map((one) => one.join()));
    const counts = await counter.toArray();
    const code = async (work: () => unknown): Promise<string> =>
      (await codeOf(Promise.resolve().then(work))).code;
    const bad = [
      await code(() => pg.sharedArray('x' as never, 1)),
      await code(() => pg.sharedArray('i', -1)),
      await code(() => pg.sharedArray('i', 1.5)),
      await code(() => pg.sharedArray('b', [128])),
      await code(() => array.set(0, 2 ** 31)),
      await code(() => array.get(10)),
      await code(() => array.get(-11)),
      await code(() => array.set(0, '1' as never)),
      await code(() => pg.sharedArray('d', 1).add(0, 1)),
      await code(() => pg.sharedArray('d', 1, { lock: false }).withLock(() => 1)),
      await code(() => pg.sharedArray('d', 2 ** 30)),
    ];
    const still = await pg.sharedArray('d', 3).toArray();
    await pg.close();
    return { zeros, written, trips, counts, bad, still };
  });
  expect(seen.zeros).toEqual(Array(10).fill(0));
  expect(seen.written).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(seen.trips).toEqual(Array(9).fill(true));
  expect(seen.counts).toEqual([1500, 3000]);
  expect(seen.bad).toEqual([
    ...Array<string>(8).fill('E_ARGUMENT'),
    'E_UNSUPPORTED',
    'E_UNSUPPORTED',
    'E_MEMORY',
  ]);
  expect(seen.still).toEqual([0, 0, 0]);
});

test('a shared array is refused where memory cannot be shared @not-isolated', async ({ page }) => {
  const { code } = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const refused = await codeOf(Promise.resolve().then(() => pg.sharedArray('i', 10)));
    await pg.close();
    return refused;
  });
  expect(code).toBe('E_NOT_ISOLATED');
});

test('objects are arguments of maps, and lost with their playground', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number>();
    await pg.processes.map(
      async ({ queue, i }: { queue: ReturnType<typeof pg.queue<number>>; i: number }) => {
        await queue.put(i);
      },
      [0, 1, 2, 3].map((i) => ({ queue, i })),
    );
    const got = [];
    for (let i = 0; i < 4; i += 1) got.push(await queue.get());
    const waiting = codeOf(queue.get());
    await pg.close();
    return { got: got.sort(), codes: [(await waiting).code, (await codeOf(queue.size())).code] };
  });
  expect(seen).toEqual({ got: [0, 1, 2, 3], codes: ['E_CLOSED', 'E_CLOSED'] });
});
