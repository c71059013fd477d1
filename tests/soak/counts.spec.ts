/**
 * The soak by counts (`make soak COUNTS=1`): very many of everything that begins and ends, on each
 * tier. Afterwards workers, heap and the window's memory are where they were; how many there were
 * and what they took stands in the report. `COUNTS=0.1` does a tenth of each.
 */
import process from 'node:process';

import type { Page } from '@playwright/test';

import { expect, test } from '../e2e/fixtures.ts';
import { loadLibrary, workersAlive, workersOfBrowser } from '../e2e/library.ts';
import { openPython, run } from '../e2e/python.ts';

const share = Number(process.env['COUNTS'] || 1);
/** What the window may hold more than before: code that was compiled meanwhile, and the like. */
const SLACK_BYTES = 8 << 20;

test.describe.configure({ timeout: 1_200_000 });

interface Held {
  workers: number;
  inBrowser: number;
  heapBytes: number;
  windowBytes: number;
}

/** What the page holds, when the garbage has been collected. */
async function held(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return {
    workers: await workersAlive(page),
    inBrowser: (await workersOfBrowser(page)).length,
    heapBytes: await page.evaluate(() => ('opened' in globalThis ? opened.heapUsed() : 0)),
    windowBytes: usedSize,
  };
}

/** Workers and threads are as before, no more of the heap is used, and little of the window. */
async function expectBack(page: Page, before: Held): Promise<Held> {
  let after = before;
  const look = async (): Promise<unknown> => {
    after = await held(page);
    const { workers, inBrowser, heapBytes } = after;
    // What was made to warm up may not have been freed at first.
    return { workers, inBrowser, more: Math.max(0, heapBytes - before.heapBytes) };
  };
  const { workers, inBrowser } = before;
  await expect.poll(look, { timeout: 60_000 }).toEqual({ workers, inBrowser, more: 0 });
  expect(after.windowBytes).toBeLessThan(before.windowBytes + SLACK_BYTES);
  return after;
}

/** `body` does so many of the thing in the page, given how many, and answers how many it did. */
function count(
  name: string,
  all: number,
  warm: number,
  body: (many: number) => Promise<number>,
  open = true,
): void {
  test(`${all} ${name}: workers and bytes are where they were`, async ({ page, site }, info) => {
    const many = Math.ceil(all * share);
    await loadLibrary(page, site);
    if (open)
      await page.evaluate(async () => {
        globalThis.opened = await library.open({ workers: 2 });
      });
    // Whatever is made once and kept.
    await page.evaluate(body, warm);
    const before = await held(page);
    const beganMs = performance.now();
    expect(await page.evaluate(body, many)).toBe(many);
    const seconds = (performance.now() - beganMs) / 1000;
    const after = await expectBack(page, before);
    note(info.annotations, name, many, seconds, before, after, page);
    if (open) await page.evaluate(() => opened.close());
    await expect.poll(() => workersOfBrowser(page)).toEqual([]);
  });
}

function note(
  annotations: { type: string; description?: string }[],
  name: string,
  many: number,
  seconds: number,
  before: Held,
  after: Held,
  page: Page,
): void {
  const version = page.context().browser()?.version() ?? '';
  const kib = Math.round((after.windowBytes - before.windowBytes) / 1024);
  annotations.push(
    { type: 'kind', description: name },
    { type: 'count', description: String(many) },
    { type: 'engine', description: `chromium ${version.split('.')[0] ?? ''}` },
    { type: 'seconds', description: seconds.toFixed(1) },
    { type: 'window, KiB more', description: String(kib) },
  );
  console.log(
    `${many} ${name}: ${seconds.toFixed(1)} s, ${after.workers} workers, ${kib} KiB more`,
  );
}

count(
  'playgrounds opened and closed',
  500,
  3,
  async (many) => {
    let right = 0;
    for (let i = 0; i < many; i += 1) {
      const pg = await library.open({ workers: 1 });
      const [square] = await pg.processes.map('square', [i]);
      await pg.close();
      if (square === i * i) right += 1;
    }
    return right;
  },
  false,
);

count('tasks', 1e6, 2e4, async (many) => {
  const { processes } = opened;
  let right = 0;
  for (let from = 0; from < many; from += 1e4) {
    const items = Array.from({ length: Math.min(1e4, many - from) }, (_, i) => from + i);
    // A tenth of them one by one.
    const one = await Promise.all(
      items.slice(0, 1e3).map((x) => processes.submit((x) => x + 1, x)),
    );
    const rest = await processes.map((x) => x + 1, items.slice(1e3));
    [...one, ...rest].forEach((y, i) => {
      if (y === from + i + 1) right += 1;
    });
  }
  return right;
});

count('items through a queue', 1e6, 1e4, async (many) => {
  const queue = opened.queue<number>({ maxsize: 1000 });
  const consumer = opened.processes.submit(
    async (queue, many) => {
      let right = 0;
      for (let i = 0; i < many; i += 1) if ((await queue.get()) === i) right += 1;
      return right;
    },
    queue,
    many,
  );
  for (let i = 0; i < many; i += 1) await queue.put(i);
  const right = await consumer;
  await queue.close();
  return right;
});

count('objects', 1e5, 1e3, async (many) => {
  let right = 0;
  for (let from = 0; from < many; from += 100) {
    const objects = Array.from({ length: Math.min(100, many - from) }, (_, i) =>
      i % 2 === 0 ? opened.lock() : opened.queue<number>(),
    );
    await Promise.all(objects.map((object) => object.close()));
    right += objects.length;
  }
  return right;
});

count('processes', 2000, 20, async (many) => {
  let right = 0;
  for (let from = 0; from < many; from += 4) {
    const exits = await Promise.all(
      Array.from({ length: Math.min(4, many - from) }, () => opened.spawn(() => 1).join()),
    );
    right += exits.filter((exit) => exit === 0).length;
  }
  return right;
});

test('200 forks of Python: workers and bytes are where they were', async ({ page, site }, info) => {
  const many = Math.ceil(200 * share);
  const program = `
import multiprocessing as mp
def child(queue, i): queue.put(i * i)
if __name__ == '__main__':
    queue, right = mp.Queue(), 0
    for i in range(int(input())):
        process = mp.Process(target=child, args=(queue, i))
        process.start()
        right += queue.get() == i * i
        process.join()
    print(right)
`;
  await openPython(page, site);
  const forks = async (n: number): Promise<void> => {
    const options = { startMethod: 'fork', stdin: `${n}\n`, timeoutMs: 900_000 } as const;
    const { stdout, stderr } = await run(page, program, options);
    expect(stdout, stderr).toBe(`${n}\n`);
  };
  await forks(4);
  const before = await held(page);
  const beganMs = performance.now();
  await forks(many);
  const seconds = (performance.now() - beganMs) / 1000;
  const after = await expectBack(page, before);
  note(info.annotations, 'forks of Python', many, seconds, before, after, page);
  await page.evaluate(() => opened.close());
  await expect.poll(() => workersOfBrowser(page)).toEqual([]);
});
