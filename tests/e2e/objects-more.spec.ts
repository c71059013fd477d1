/** Recursive locks, conditions, bounded semaphores, dictionaries, lists, values: in processes. */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('every kind may be passed to processes, and does there what it does here', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const work = async ([rlock, condition, semaphore, dict, list, value, queue]: [
      ReturnType<typeof pg.rlock>,
      ReturnType<typeof pg.condition>,
      ReturnType<typeof pg.boundedSemaphore>,
      ReturnType<typeof pg.dict>,
      ReturnType<typeof pg.list>,
      ReturnType<typeof pg.value>,
      ReturnType<typeof pg.queue>,
    ]): Promise<unknown> => {
      await rlock.withLock(() => rlock.withLock(() => value.add(1)));
      await list.extend([1, 2]);
      await list.set(-1, 'two');
      await dict.update({ popped: await list.pop(), left: await list.toArray() });
      const code = await semaphore
        .release()
        .catch((error: unknown) => (error as { code: string }).code);
      await condition.withLock(() => condition.notifyAll());
      const got: unknown[] = [];
      for await (const item of queue) got.push(item);
      return { code, got };
    };
    const [rlock, condition, semaphore] = [pg.rlock(), pg.condition(), pg.boundedSemaphore(2)];
    const [dict, list, value, queue] = [
      pg.dict(),
      pg.list<unknown>(),
      pg.value('i', 41),
      pg.queue<unknown>(),
    ];
    const answer = condition.withLock(async () => {
      const future = pg.processes.submit(work, [
        rlock,
        condition,
        semaphore,
        dict,
        list,
        value,
        queue,
      ]);
      const woken = await within(condition.wait());
      return { woken, future };
    });
    const { woken, future } = (await within(answer)) as Exclude<Awaited<typeof answer>, 'late'>;
    await queue.put('a');
    await until(() => queue.empty());
    await queue.close();
    return {
      woken,
      result: await within(future),
      value: await value.get(),
      dict: await dict.toObject(),
    };
  });
  expect(seen).toEqual({
    woken: true,
    result: { code: 'E_ARGUMENT', got: ['a'] },
    value: 42,
    dict: { popped: 'two', left: [1] },
  });
});

test('a view is of the memory that processes share, and blocking conditions wait @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const array = pg.sharedArray('i', 3);
    const condition = pg.condition(pg.lock());
    const turns = pg.list<unknown>();
    const process = pg.spawn(
      (array, condition, turns) => {
        const view = array.view();
        for (let i = 0; i < 3; i += 1) {
          condition.sync.withLock(() => {
            condition.sync.waitFor(() => (view[0] ?? 0) > i);
            turns.sync.append(i);
            view[1] = i + 1;
            condition.sync.notify();
          });
        }
        for (const turn of turns.sync) view[2] = (view[2] ?? 0) + Number(turn);
      },
      array,
      condition,
      turns,
    );
    const view = array.view();
    for (let i = 1; i <= 3; i += 1) {
      await condition.withLock(async () => {
        view[0] = i;
        await condition.notify();
        await within(condition.waitFor(() => view[1] === i));
      });
    }
    return [await within(process.join()), Array.from(view), await turns.toArray()];
  });
  expect(seen).toEqual([0, [3, 3, 3], [0, 1, 2]]);
});

test('a signal ends the wait of a process alone, and disposing ends a playground', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<unknown>();
    const waited = pg.processes.submit(async (queue) => {
      const signal = AbortSignal.timeout(5);
      return queue.get({ signal }).catch((error: unknown) => (error as { code: string }).code);
    }, queue);
    const code = await within(waited);
    await queue.put('precious');
    const other = await library.open({ workers: 1 });
    await other[Symbol.asyncDispose]();
    const closed = (await codeOf(other.processes.map((x: number) => x, [1]))).code;
    return [code, await queue.get({ timeoutMs: 1000 }), closed];
  });
  expect(seen).toEqual(['E_CANCELLED', 'precious', 'E_CLOSED']);
});
