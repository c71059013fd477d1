/**
 * What nobody holds comes back: closed, disposed of, garbage, or held by a process that has ended.
 */
import type { Page } from '@playwright/test';

import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

/** Bytes of the heap in use, once they are no more than wanted, or after a while. */
function usedBytes(page: Page, wanted: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const startMs = performance.now();
    for (;;) {
      const used = await pg.heapUsed();
      if (used <= wanted || performance.now() - startMs > 5000) return used;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, wanted);
}

test('what is closed or disposed of comes back, also where nothing is awaited', async ({
  objects,
}) => {
  const before = await objects.evaluate(async () => {
    // What stays for good is there before it is measured.
    await pg.processes.map((queue) => queue.put(1), [pg.queue<unknown>()]);
    await pg.processes.shutdown();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const used = await pg.heapUsed();
    // More than the heap could hold at once.
    for (let n = 0; n < 20_000; n += 1) pg.queue<unknown>()[Symbol.dispose]();
    for (let n = 0; n < 2000; n += 1) {
      const queue = pg.queue<unknown>({ maxsize: 1 + (n % 3) });
      await queue.put(n);
      await queue.close();
    }
    for (let n = 0; n < 500; n += 1) {
      for (const end of pg.pipe<unknown>()) await end.close();
      for (const one of [
        pg.lock(),
        pg.semaphore(),
        pg.event(),
        pg.barrier(2),
        pg.list<unknown>(),
      ]) {
        await one.close();
      }
    }
    return used;
  });
  expect(await usedBytes(objects, before)).toBeLessThanOrEqual(before);
});

test('large shared arrays come back, as do the messages of a queue that is closed @isolated', async ({
  objects,
}) => {
  const before = await objects.evaluate(async () => {
    const used = await pg.heapUsed();
    for (let n = 0; n < 300; n += 1) {
      const array = pg.sharedArray('b', 10_000_000);
      if ((await array.get(n)) !== 0) throw new Error('not zero');
      await array.set(n, 1);
      await array.close();
    }
    const queue = pg.queue<Uint8Array>();
    for (let n = 0; n < 50; n += 1) await queue.put(new Uint8Array(1_000_000));
    await queue.close();
    return used;
  });
  expect(await usedBytes(objects, before)).toBeLessThanOrEqual(before);
});

test('what is garbage in every realm comes back', async ({ objects, page }) => {
  const before = await objects.evaluate(() => pg.heapUsed());
  await objects.evaluate(async () => {
    for (let n = 0; n < 200; n += 1) await pg.queue<unknown>().put(n);
  });
  const session = await page.context().newCDPSession(page);
  const startMs = Date.now();
  let used = Infinity;
  while (used > before && Date.now() - startMs < 10_000) {
    await session.send('HeapProfiler.collectGarbage');
    used = await objects.evaluate(() => pg.heapUsed());
  }
  expect(used).toBeLessThanOrEqual(before);
});

test('an object lives as long as somebody has it, and ends with its last holder', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const started = pg.queue<string>();
    const go = pg.event();
    const queue = pg.queue<string>();
    const holder = pg.spawn(
      async (queue, started, go) => {
        await started.put('here');
        await go.wait();
        await queue.put('still there');
        await started.put(await queue.get());
        await go.clear();
        await go.wait();
      },
      queue,
      started,
      go,
    );
    await started.get();
    const held = await pg.heapUsed();
    // The window has it no more, the process does.
    queue[Symbol.dispose]();
    const refused = await codeOf(queue.put('x'));
    const others = Array.from({ length: 50 }, () => pg.queue<number>());
    await Promise.all(others.map((other, n) => other.put(n)));
    await go.set();
    const got = await started.get();
    const values = await Promise.all(others.map((other) => other.get()));
    await Promise.all(others.map((other) => other.close()));
    holder.terminate();
    await holder.join();
    return { held, refused: refused.code, got, ok: values.every((value, n) => value === n) };
  });
  expect(seen).toMatchObject({ refused: 'E_CLOSED', got: 'still there', ok: true });
  expect(await usedBytes(objects, seen.held - 65_536)).toBeLessThan(seen.held);
});

test('a full heap says so, still starts processes, and works again when there is room @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const arrays: { close(): Promise<void> }[] = [];
    let full = '';
    for (let bytes = 2 ** 28; bytes >= 64; bytes /= 2) {
      for (;;) {
        try {
          arrays.push(pg.sharedArray('b', bytes));
        } catch (error) {
          full = (error as { code: string }).code;
          break;
        }
      }
    }
    const squares = await within(pg.processes.map((x) => x * x, [1, 2, 3]));
    const spawned = await within(pg.spawn(() => undefined).join());
    await Promise.all(arrays.map((array) => array.close()));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const again = pg.sharedArray('b', 2 ** 28);
    await again.set(-1, 1);
    await again.close();
    return { full, squares, spawned };
  });
  expect(seen).toEqual({ full: 'E_MEMORY', squares: [1, 4, 9], spawned: 0 });
});

test("memories that are the window's garbage leave room for engines and processes", async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    /** As many as the tab can have: a worker that is refused one does not collect them. */
    const litter = (): number => {
      const held: WebAssembly.Memory[] = [];
      try {
        for (; held.length < 4096;) {
          held.push(new WebAssembly.Memory({ initial: 1, maximum: 16_384, shared: true }));
        }
      } catch {
        // No more.
      }
      return held.length;
    };
    const littered = [litter()];
    const squares = await within(pg.processes.map((x) => x * x, [1, 2, 3]));
    littered.push(litter());
    const other = await library.open({ workers: 2 });
    const queue = other.queue<unknown>();
    await queue.put('there');
    const got = await within(queue.get());
    await other.close();
    return { littered: Math.min(...littered), squares, got };
  });
  expect(seen.littered).toBeGreaterThan(10);
  expect(seen).toMatchObject({ squares: [1, 4, 9], got: 'there' });
});

test('a playground that is closed is garbage, with its memory and its worker @isolated', async ({
  objects,
}) => {
  await objects.evaluate(async () => {
    const made: WeakRef<object>[] = [];
    Object.assign(globalThis, { made });
    const remember = (Class: new (...args: never[]) => object): typeof Class =>
      new Proxy(Class, {
        construct(target, args, newTarget) {
          const one = Reflect.construct(target, args, newTarget) as object;
          made.push(new WeakRef(one));
          return one;
        },
      });
    WebAssembly.Memory = remember(WebAssembly.Memory) as typeof WebAssembly.Memory;
    globalThis.Worker = remember(Worker) as typeof Worker;
    for (let n = 0; n < 3; n += 1) {
      const other = await library.open({ workers: 1 });
      const queue = other.queue<unknown>();
      const waiting = codeOf(queue.get());
      if (n === 1) await other.processes.map((x) => x, [1]);
      await other.close();
      await waiting;
    }
  });
  const left = async (): Promise<[number, number]> => {
    await objects.requestGC();
    return objects.evaluate(() => {
      const { made } = globalThis as unknown as { made: WeakRef<object>[] };
      return [made.length, made.filter((one) => one.deref()).length];
    });
  };
  await expect.poll(left).toEqual([6, 0]);
});
