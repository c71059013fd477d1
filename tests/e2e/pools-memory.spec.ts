/**
 * What the executors leave behind when their tasks are done: nothing. The browser lets pages and
 * workers collect when they like.
 */
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.mjs';
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';
import type { Future } from '../../www/lib/types.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [...chromiumArgs, '--js-flags=--expose-gc'],
  },
});

test('arguments and results are not kept after completion', async ({ pools }) => {
  await pools.evaluate(async () => {
    const refs: WeakRef<object>[] = [];
    const futures: Future<unknown>[] = [];
    await (async () => {
      const argument = { big: new Array<string>(1000).fill('a') };
      refs.push(new WeakRef(argument));
      refs.push(new WeakRef(await pg.processes.submit((x: object) => x, argument)));
      const [mapped] = await pg.processes.map((x: object) => x, [argument]);
      if (mapped) refs.push(new WeakRef(mapped));
      const cancelled = { waits: true };
      const blocking = [pg.processes.submit('sleep', 20), pg.processes.submit('sleep', 20)];
      const waiting = pg.processes.submit((x: object) => x, cancelled);
      waiting.cancel();
      refs.push(new WeakRef(cancelled));
      futures.push(waiting);
      await Promise.all(blocking);
    })();
    await pg.processes.submit(
      (x: object) => {
        Object.assign(globalThis, { seen: new WeakRef(x) });
      },
      { inTheProcess: true },
    );
    globalThis.kept = { refs, futures };
  });
  const alive = await pools.evaluate(() => {
    globalThis.gc?.();
    const { refs } = globalThis.kept as { refs: WeakRef<object>[] };
    return refs.map((ref) => ref.deref() !== undefined);
  });
  expect(alive).toEqual([false, false, false, false]);
  const there = await pools.evaluate(() =>
    pg.processes.map((_: number) => {
      globalThis.gc?.();
      const { seen } = globalThis as unknown as { seen?: WeakRef<object> };
      return seen && seen.deref() !== undefined;
    }, Array<number>(8).fill(0)),
  );
  expect(there).toContain(false);
  expect(there).not.toContain(true);
});
