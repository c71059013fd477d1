/**
 * Random programs of spawns, puts, gets, locks and terminations: nothing hangs, nothing is lost, no
 * worker is left over. The seed is printed; `STRESS_SEED=n npx playwright test stress` runs the
 * same programs again.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

const RUNS = 10;
const seed = Number(process.env['STRESS_SEED'] ?? Date.now() % 2 ** 31);

test.describe.configure({ timeout: 240_000 });

test('random programs lose nothing, hang nowhere and leave no worker', async ({ page, site }) => {
  console.log(`seed: ${seed}`);
  await loadLibrary(page, site);
  for (let run = 0; run < RUNS; run += 1) {
    const seen = await page.evaluate(runProgram, { seed: seed + run, deadlineMs: 20_000 });
    expect(seen, `run ${run} of seed ${seed}`).toEqual({
      exits: seen.exits.map(() => 0),
      victims: seen.victims.map(() => -15),
      missing: [],
      strange: 0,
      outOfOrder: 0,
      counted: seen.expected,
      expected: seen.expected,
    });
    // Every worker holds a lock of its own for as long as it lives.
    const alive = () => page.evaluate(async () => (await navigator.locks.query()).held?.length);
    await expect.poll(alive, { message: `workers after run ${run}` }).toBe(0);
  }
});

/**
 * Runs in the page. Producers and consumers share a queue and a counter under a lock with victims,
 * which are terminated at work.
 */
async function runProgram({ seed, deadlineMs }: { seed: number; deadlineMs: number }) {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const producers = 1 + random(3);
  const consumers = 1 + random(3);
  const items = 20 + random(60);
  const pg = await library.open({ workers: 2 });
  const overdue = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`not done after ${deadlineMs} ms`)), deadlineMs),
  );
  const work = async () => {
    const queue = pg.queue<{ producer: number; item: number; text: string } | null>({
      maxsize: random(4),
    });
    const results = pg.queue<[number, number][]>();
    const heartbeat = pg.queue<number>();
    const lock = pg.lock();
    const counts = pg.list<number>();

    const produce = Array.from({ length: producers }, (_, producer) =>
      pg.spawn(
        async (queue, lock, counts, producer, lengths) => {
          for (let item = 0; item < lengths.length; item += 1) {
            await queue.put({ producer, item, text: 'x'.repeat(lengths[item] ?? 0) });
            if (item % 10 !== 0) continue;
            await lock.acquire();
            // Read and append are two steps: without the lock, two processes might append the same.
            await counts.append(await counts.length());
            await lock.release();
          }
        },
        queue,
        lock,
        counts,
        producer,
        // Now and then a message is larger than the ring.
        Array.from({ length: items }, () => (random(12) === 0 ? random(200_000) : random(300))),
      ),
    );
    const consume = Array.from({ length: consumers }, () =>
      pg.spawn(
        async (queue, results) => {
          const got: [number, number][] = [];
          for (let next = await queue.get(); next !== null; next = await queue.get())
            got.push([next.producer, next.item]);
          await results.put(got);
        },
        queue,
        results,
      ),
    );
    const victims: number[] = [];
    for (let left = 1 + random(3); left > 0; left -= 1) {
      const victim = pg.spawn(
        async (queue, lock, heartbeat, holds) => {
          for (;;) {
            await heartbeat.put(1);
            await lock.acquire();
            await queue.put({ producer: -1, item: 0, text: 'y'.repeat(70_000) });
            if (!holds) await lock.release();
            if (holds) for (;;) await heartbeat.put(1);
          }
        },
        queue,
        lock,
        heartbeat,
        random(2) === 0,
      );
      for (let beats = 1 + random(4); beats > 0; beats -= 1) await heartbeat.get();
      victim.terminate();
      victims.push(await victim.join());
      // What it had put there is not for the next one.
      while (!(await heartbeat.empty())) await heartbeat.get();
    }
    const exits = await Promise.all(produce.map((process) => process.join()));
    for (let i = 0; i < consumers; i += 1) await queue.put(null);
    const got: [number, number][][] = [];
    for (let i = 0; i < consumers; i += 1) got.push(await results.get());
    exits.push(...(await Promise.all(consume.map((process) => process.join()))));

    const seen = new Map<string, number>();
    let outOfOrder = 0;
    for (const list of got) {
      const last = new Map<number, number>();
      for (const [producer, item] of list) {
        if (producer < 0) continue;
        seen.set(`${producer}/${item}`, (seen.get(`${producer}/${item}`) ?? 0) + 1);
        if (item < (last.get(producer) ?? 0)) outOfOrder += 1;
        last.set(producer, item);
      }
    }
    const missing: string[] = [];
    for (let producer = 0; producer < producers; producer += 1)
      for (let item = 0; item < items; item += 1)
        if (seen.get(`${producer}/${item}`) !== 1) missing.push(`${producer}/${item}`);
    const counted = await counts.toArray();
    return {
      exits,
      victims,
      missing,
      strange: seen.size - producers * items,
      outOfOrder,
      counted,
      expected: Array.from({ length: producers * Math.ceil(items / 10) }, (_, i) => i),
    };
  };
  try {
    return await Promise.race([work(), overdue]);
  } finally {
    await pg.close();
  }
}
