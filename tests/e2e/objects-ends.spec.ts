/** Dead when said to be dead: what was ended takes nothing, writes nothing and holds nothing any more. */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('a terminated getter takes nothing that is put after its join', async ({ objects }) => {
  const got = await objects.evaluate(async () => {
    const results: unknown[] = [];
    for (let round = 0; round < 12; round += 1) {
      const queue = pg.queue();
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
    const queue = pg.queue();
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
      const queue = pg.queue();
      const started = pg.queue();
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
    const [mine, its] = pg.pipe();
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
