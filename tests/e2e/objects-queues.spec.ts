/**
 * Queues: without a bound they take what memory holds; many calls that wait cost one look each;
 * what a closed one answers.
 */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('put never waits in a queue without a bound, and all of it comes out in order', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<number | Uint8Array>();
    const empty = await codeOf(pg.queue().get({ block: false }));
    for (let item = 0; item < 10_000; item += 1) {
      await queue.put(item, { block: false });
    }
    await queue.put(new Uint8Array(300_000), { block: false });
    const [size, full] = [await queue.size(), await queue.full()];
    let inOrder = true;
    for (let item = 0; item < 10_000; item += 1) inOrder &&= (await queue.get()) === item;
    const large = (await queue.get()) as Uint8Array;
    return { empty: empty.code, size, full, inOrder, bytes: large.length };
  });
  expect(seen).toEqual({
    empty: 'E_EMPTY',
    size: 10_001,
    full: false,
    inOrder: true,
    bytes: 300_000,
  });
});

test('a producer may be joined before anybody has got what it put', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<number[]>();
    const producer = pg.spawn(async (queue) => {
      for (let batch = 0; batch < 30; batch += 1) {
        await queue.put(Array.from({ length: 10_000 }, (_, i) => i));
      }
    }, queue);
    const exit = await within(producer.join());
    let sum = 0;
    for (let batch = 0; batch < 30; batch += 1) sum += (await queue.get()).length;
    return { exit, sum };
  });
  expect(seen).toEqual({ exit: 0, sum: 300_000 });
});

test('full, size and E_FULL of a bounded queue agree, however large its items', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<Uint8Array>({ maxsize: 3 });
    const steps: unknown[] = [];
    for (let item = 0; item < 4; item += 1) {
      const { code } = await codeOf(queue.put(new Uint8Array(100_000), { block: false }));
      steps.push([code, await queue.size(), await queue.full()]);
    }
    return steps;
  });
  expect(seen).toEqual([
    ['settled', 1, false],
    ['settled', 2, false],
    ['settled', 3, true],
    ['E_FULL', 3, true],
  ]);
});

test('thousands of calls that wait cost each other nothing', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const perItemMs = async (items: number): Promise<number> => {
      const queue = pg.queue<number>({ maxsize: 10 });
      const [one, other] = pg.pipe<number>();
      const puts = Array.from({ length: items }, (_, item) => queue.put(item));
      const sends = Array.from({ length: items }, (_, item) => one.send(item));
      const startMs = performance.now();
      for (let item = 0; item < items; item += 1) {
        if ((await queue.get()) !== item || (await other.recv()) !== item) throw new Error('order');
      }
      await Promise.all([...puts, ...sends]);
      return (performance.now() - startMs) / items;
    };
    await perItemMs(100);
    return { few: await perItemMs(500), many: await perItemMs(8000) };
  });
  // A look at all that wait for each change would make it sixteen times as much.
  expect(seen.many).toBeLessThan(6 * seen.few);
});

test('one that waits in vain gives way to those behind it', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<number>({ maxsize: 1 });
    await queue.put(0);
    const late = [1, 2].map((item) => codeOf(queue.put(item, { timeoutMs: 30 })));
    const patient = queue.put(3);
    const codes = (await Promise.all(late)).map(({ code }) => code);
    const got = [await queue.get(), await within(patient), await queue.get()];
    const hasty = codeOf(queue.get({ timeoutMs: 20 }));
    const last = queue.get();
    await hasty;
    await queue.put(4);
    return { codes, got, last: await within(last) };
  });
  expect(seen).toEqual({ codes: ['E_FULL', 'E_FULL'], got: [0, undefined, 3], last: 4 });
});

test('a closed queue still says its size, and refuses the rest', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<number>({ maxsize: 2 });
    await queue.put(1);
    await queue.put(2);
    const waiting = codeOf(queue.put(3));
    await queue.close();
    const codes = [await waiting, await codeOf(queue.get()), await codeOf(queue.put(1))];
    const answers = [await queue.size(), await queue.empty(), await queue.full()];
    await queue.close();
    return { codes: codes.map(({ code }) => code), answers };
  });
  expect(seen).toEqual({
    codes: ['E_CLOSED', 'E_CLOSED', 'E_CLOSED'],
    answers: [2, false, true],
  });
});

test('join returns when the last long message was withdrawn', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<Uint8Array>({ maxsize: 1 });
    await queue.put(new Uint8Array(1));
    const put = codeOf(queue.put(new Uint8Array(200_000), { timeoutMs: 50 }));
    await queue.get();
    await queue.taskDone();
    const { code } = await put;
    if (code === 'settled') {
      await queue.get();
      await queue.taskDone();
    }
    return within(queue.join());
  });
  expect(seen).toBeUndefined();
});
