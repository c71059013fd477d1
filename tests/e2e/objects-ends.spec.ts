/**
 * Dead when said to be dead: what was ended takes nothing, writes nothing and holds nothing any
 * more.
 */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';
import { loadLibrary } from './library.ts';

test('a terminated getter takes nothing that is put after its join', async ({ objects }) => {
  const got = await objects.evaluate(async () => {
    const results: unknown[] = [];
    for (let round = 0; round < 12; round += 1) {
      const queue = pg.queue<unknown>();
      const process = pg.spawn(async (queue) => {
        for (;;) await queue.get();
      }, queue);
      await queue.put('first');
      await until(() => queue.empty());
      process.terminate();
      const code = await within(process.join());
      await queue.put('precious');
      results.push([code, await queue.get({ timeoutMs: 200 }).catch((error: unknown) => error)]);
      await queue.close();
    }
    return results;
  });
  expect(got).toEqual(Array(12).fill([-15, 'precious']));
});

test('nor does one that blocks, and its end is not waited for long @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<unknown>();
    const process = pg.spawn((queue) => {
      for (;;) queue.sync.get();
    }, queue);
    await queue.put('first');
    await until(() => queue.empty());
    const startMs = performance.now();
    process.terminate();
    const code = await within(process.join());
    const tookMs = performance.now() - startMs;
    await queue.put('precious');
    return { code, tookMs, got: await queue.get({ timeoutMs: 200 }) };
  });
  expect(seen).toMatchObject({ code: -15, got: 'precious' });
  expect(seen.tookMs).toBeLessThan(1000);
});

test('an aborted map takes nothing from the queue that its tasks waited at', async ({
  objects,
}) => {
  const got = await objects.evaluate(async () => {
    const results: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      const queue = pg.queue<unknown>();
      const started = pg.queue<unknown>();
      const stop = new AbortController();
      const map = codeOf(
        pg.processes.map(
          async ([queue, started]) => {
            await started?.put(1);
            return queue?.get();
          },
          [
            [queue, started],
            [queue, started],
          ],
          { signal: stop.signal },
        ),
      );
      await started.get();
      await started.get();
      stop.abort();
      const { code } = await map;
      await queue.put('precious');
      results.push([code, await queue.get({ timeoutMs: 200 }).catch((error: unknown) => error)]);
    }
    return results;
  });
  expect(got).toEqual(Array(5).fill(['E_CANCELLED', 'precious']));
});

test('a terminated process writes to no shared word after its join @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const counter = pg.sharedArray('i', 1);
    const process = pg.spawn((counter) => {
      for (;;) counter.sync.add(0, 1);
    }, counter);
    await until(async () => (await counter.get(0)) !== 0);
    process.terminate();
    const code = await within(process.join());
    const before = await counter.get(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { code, more: Number(await counter.get(0)) - Number(before) };
  });
  expect(seen).toEqual({ code: -15, more: 0 });
});

test('with the join of a terminated process its lock is free and its pipe has ended', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const lock = pg.lock();
    const [mine, its] = pg.pipe<unknown>();
    const process = pg.spawn(
      async (lock, end) => {
        await lock.acquire();
        await end.send('held');
        for (;;);
      },
      lock,
      its,
    );
    const said = await mine.recv();
    const wasHeld = !(await lock.acquire({ block: false }));
    process.terminate();
    await within(process.join());
    const startMs = performance.now();
    const isFree = await lock.acquire({ timeoutMs: 5000 });
    const end = await codeOf(mine.recv());
    return { said, wasHeld, isFree, end: end.code, tookMs: performance.now() - startMs };
  });
  expect(seen).toMatchObject({ said: 'held', wasHeld: true, isFree: true, end: 'E_EOF' });
  expect(seen.tookMs).toBeLessThan(500);
});

test('nor does one that has memory of the page’s own, or shares its own @isolated', async ({
  objects,
}) => {
  const more = await objects.evaluate(async () => {
    const after = async (words: Int32Array): Promise<number> => {
      const before = Atomics.load(words, 0);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return Atomics.load(words, 0) - before;
    };
    const counting = (words: Int32Array): Promise<void> =>
      until(() => Promise.resolve(Atomics.load(words, 0) > 0));
    const words = new Int32Array(new SharedArrayBuffer(4));
    const process = pg.spawn(
      ([words]) => {
        for (;;) Atomics.add(words as Int32Array, 0, 1);
      },
      [words],
    );
    await counting(words);
    process.terminate();
    await process.join();
    const spawned = await after(words);
    const stop = new AbortController();
    const own = await pg.processes.submit(() => {
      const words = new Int32Array(new SharedArrayBuffer(4));
      Object.assign(globalThis, { words });
      return words;
    });
    const map = codeOf(
      pg.processes.map(
        () => {
          const { words } = globalThis as unknown as { words?: Int32Array };
          for (;;) if (words) Atomics.add(words, 0, 1);
        },
        [1, 2],
        { signal: stop.signal },
      ),
    );
    await counting(own);
    stop.abort();
    await map;
    return { spawned, mapped: await after(own) };
  });
  expect(more).toEqual({ spawned: 0, mapped: 0 });
});

test('one that was ended at a barrier has arrived there, as in Python', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const [barrier, there] = [pg.barrier(2), pg.event()];
    const process = pg.spawn(
      async (barrier, there) => {
        const waiting = barrier.wait();
        await there.set();
        await waiting;
      },
      barrier,
      there,
    );
    await there.wait();
    process.terminate();
    await process.join();
    return [await barrier.broken(), await within(barrier.wait())];
  });
  expect(seen).toEqual([false, 1]);
});

test('calls that wait end with their object in this realm, and take nothing afterwards', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<string>();
    const holder = pg.spawn(async (queue) => {
      await new Promise(() => queue);
    }, queue);
    const handedOn = pg.list<unknown>();
    await handedOn.append(queue);
    const codes = [queue.get(), queue.join()].map((waiting) => within(codeOf(waiting)));
    const semaphore = pg.semaphore(0);
    const acquiring = within(codeOf(semaphore.acquire()));
    queue[Symbol.dispose]();
    await semaphore.close();
    const again = (await handedOn.get(0)) as typeof queue;
    await again.put('for somebody else');
    const got = await again.get({ timeoutMs: 1000 });
    // What is made now lies where the semaphore was.
    const barrier = pg.barrier(2);
    const met = await within(Promise.all([barrier.wait(), barrier.wait()]));
    holder.terminate();
    await holder.join();
    const ended = [...(await Promise.all(codes)), await acquiring];
    return { codes: ended.map((one) => (one === 'late' ? one : one.code)), got, met };
  });
  expect(seen.codes).toEqual(['E_CLOSED', 'E_CLOSED', 'E_CLOSED']);
  expect(seen.got).toBe('for somebody else');
  expect(seen.met).not.toBe('late');
});

test('a realm that closes a lock gives it up', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const lock = pg.lock();
    const closing = pg.processes.submit(async (l) => {
      await l.acquire();
      await l.close();
    }, lock);
    await within(closing);
    const afterProcess = await lock.acquire({ timeoutMs: 2000 });
    const [waits, ready] = [pg.queue<boolean>(), pg.event()];
    const waiter = pg.spawn(
      async (l, r, out) => {
        await r.set();
        await out.put(await l.acquire({ timeoutMs: 5000 }));
      },
      lock,
      ready,
      waits,
    );
    await ready.wait();
    await lock.close();
    const afterWindow = await within(waits.get());
    await waiter.join();
    const own = pg.lock();
    const within1 = await within(own.withLock(() => own.close().then(() => 'done')));
    const semaphore = pg.semaphore(1);
    const other = pg.processes.submit(async (s) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return s.acquire({ timeoutMs: 5000 });
    }, semaphore);
    const within2 = await within(semaphore.withLock(() => semaphore.close().then(() => 'done')));
    return [afterProcess, afterWindow, within1, within2, await within(other)];
  });
  expect(seen).toEqual([true, true, 'done', 'done', true]);
});

test('an array that is closed under its own lock leaves that to others @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const array = pg.sharedArray('i', 1);
    const other = pg.processes.submit(async (a) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return a.withLock(() => 'had it');
    }, array);
    const mine = await within(array.withLock(() => array.close().then(() => 'done')));
    return [mine, await within(other)];
  });
  expect(seen).toEqual(['done', 'had it']);
});

test('a long send ends when its own end is closed, in the window and in a process', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const attempt = async (how: 'close' | 'dispose'): Promise<string[]> => {
      const [mine, its] = pg.pipe<unknown>();
      const sent = codeOf(mine.send(new Uint8Array(1_000_000)));
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (how === 'close') await mine.close();
      else mine[Symbol.dispose]();
      const code = await within(sent);
      const got = await within(codeOf(its.recv()));
      await its.close();
      return [code, got].map((one) => (one === 'late' ? one : one.code));
    };
    return [await attempt('close'), await attempt('dispose')];
  });
  expect(seen).toEqual([
    ['E_CLOSED', 'E_EOF'],
    ['E_CLOSED', 'E_EOF'],
  ]);
});

test('objects of a playground that is closed may be disposed of; closing them says no more than a code', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const other = await library.open({ workers: 1 });
    const objects = [
      ...other.pipe<unknown>(),
      ...other.pipe<unknown>(),
      other.queue<unknown>(),
      other.lock(),
      other.list<unknown>(),
    ];
    void other
      .semaphore(1)
      .withLock(() => new Promise(() => undefined))
      .catch(() => undefined);
    await other.close();
    const closed = await Promise.all(objects.slice(2).map((one) => codeOf(one.close())));
    for (const one of objects) one[Symbol.dispose]();
    // What is rejected and not handled would be told by now, and fail the test.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return closed.every(({ code }) => code === 'settled' || code === 'E_CLOSED');
  });
  expect(seen).toBe(true);
});
