/**
 * What a program's processes do, recorded and drawn: waits with their lines, messages from process
 * to process, while the program runs and after it.
 */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

import type { PythonMessage, PythonResult, PythonSpan } from '../../www/lib/types.ts';
import { expect, test } from './fixtures.ts';
import { openPython, run } from './python.ts';
import { expectNoSidewaysScroll, visit } from './runs.ts';

/** Each wait is at least as long as this: the other side sleeps in the meantime. */
const WAIT_MS = 30;

/** Every line that waits bears its name in a comment. */
const WAITS = `
import multiprocessing as mp
import time
from concurrent.futures import ProcessPoolExecutor


def rest():
    time.sleep(0.12)  # sleep


def child(queue, conn, lock, semaphore, event, barrier, condition, full):
    rest()
    queue.put("first")
    rest()
    conn.send("second")
    with lock:  # lock.acquire
        pass
    semaphore.acquire()  # semaphore.acquire
    event.wait()  # event.wait
    rest()
    barrier.wait()
    with condition:
        conn.send("waits")
        condition.wait()  # condition.wait
    rest()
    full.get()
    rest()


def slow(x):
    time.sleep(0.06)
    return x


if __name__ == "__main__":
    here, there = mp.Pipe()
    queue, full = mp.Queue(), mp.Queue(1)
    lock, semaphore, event = mp.Lock(), mp.Semaphore(2), mp.Event()
    barrier, condition = mp.Barrier(2), mp.Condition()
    for _ in range(2):
        semaphore.acquire()
    full.put(1)
    process = mp.Process(
        target=child, args=(queue, there, lock, semaphore, event, barrier, condition, full)
    )
    with lock:
        process.start()
        queue.get()  # queue.get
        here.recv()  # connection.recv
        rest()
    rest()
    semaphore.release()
    rest()
    event.set()
    barrier.wait()  # barrier.wait
    here.recv()
    rest()
    with condition:
        condition.notify()
    full.put(2)  # queue.put
    process.join()  # process.join
    with mp.Pool(1) as pool:
        pool.map(slow, [1])  # pool.result
    with ProcessPoolExecutor(1) as executor:
        executor.submit(slow, 1).result()  # pool.result
`;

/** The lines of a text that end with that comment, from 1. */
function linesOf(text: string, name: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.endsWith(`# ${name}`) ? [index + 1] : []));
}

function longOf({ spans }: { spans: readonly PythonSpan[] }, label: string): PythonSpan[] {
  return spans.filter((span) => span.label === label && span.endMs - span.startMs >= WAIT_MS);
}

for (const startMethod of ['fork', 'spawn'] as const) {
  test(`waits by ${startMethod} say for what, at which line, and when`, async ({ page, site }) => {
    await openPython(page, site);
    const result = await run(page, WAITS, { startMethod });
    expect(result.stderr).toBe('');
    const [main, child] = result.processes;
    for (const [label, worker] of [
      ['queue.get', main],
      ['connection.recv', main],
      ['barrier.wait', main],
      ['queue.put', main],
      ['process.join', main],
      ['lock.acquire', child],
      ['semaphore.acquire', child],
      ['event.wait', child],
      ['condition.wait', child],
    ] as const) {
      const found = longOf(result, label).filter((span) => span.worker === worker?.pid);
      const [line] = linesOf(WAITS, label);
      expect(
        found.map((span) => span.line),
        label,
      ).toContain(line);
      for (const { startMs, endMs, object } of found) {
        expect(startMs).toBeGreaterThanOrEqual(worker?.startMs ?? NaN);
        expect(endMs).toBeLessThanOrEqual((worker?.endMs ?? NaN) + 1);
        expect(object, label).not.toBeNull();
      }
    }
    const results = result.spans.filter(({ label }) => label === 'pool.result');
    expect(new Set(results.map(({ line }) => line))).toEqual(
      new Set(linesOf(WAITS, 'pool.result')),
    );
    expect(longOf(result, 'sleep').map(({ line }) => line)).toContain(linesOf(WAITS, 'sleep')[0]);
    // A join is told by the process that ended.
    const join = result.spans.find(
      ({ label, line }) => label === 'process.join' && line === linesOf(WAITS, 'process.join')[0],
    );
    expect(join?.object).toBe(child?.pid);
    expect(result.messages).toEqual([]);
  });
}

/** Threads of one process wait for one another; every line that does bears its name. */
const THREADS = `
import queue
import threading
import time

event, lock, items = threading.Event(), threading.Lock(), queue.Queue()


def first():
    event.wait()  # event.wait
    with lock:  # lock.acquire
        pass


def second():
    items.get()  # queue.get


threads = [threading.Thread(target=target) for target in (first, second)]
with lock:
    for thread in threads:
        thread.start()
    time.sleep(0.06)
    event.set()
    time.sleep(0.06)
items.put(1)
time.sleep(0.06)
threads[0] = threading.Timer(0.1, print)
threads[0].start()
threads[0].join()  # thread.join
`;

test('waits of threads for one another say which thread, for what, and at which line', async ({
  page,
  site,
}) => {
  await openPython(page, site);
  const result = await run(page, THREADS);
  expect(result.stderr).toBe('');
  for (const [label, thread] of [
    ['event.wait', 1],
    ['lock.acquire', 1],
    ['queue.get', 2],
    ['thread.join', 0],
  ] as const) {
    const found = longOf(result, label).filter((span) => span.thread === thread);
    expect(
      found.map(({ line }) => line),
      `${label} of ${thread}`,
    ).toEqual(linesOf(THREADS, label));
  }
  // Of its own sleep the main thread says nothing else.
  expect(new Set(longOf(result, 'sleep').map(({ thread }) => thread))).toEqual(new Set([0]));
});

/** Three processes put, two get, and one pipe goes forth and back. */
const MESSAGES = `
import multiprocessing as mp


def produce(queue, first):
    for i in range(first, first + 5):
        queue.put(i)


def consume(queue, found):
    while (item := queue.get()) is not None:
        found.put(item)
    found.put(None)


if __name__ == "__main__":
    queue, found = mp.Queue(), mp.SimpleQueue()
    here, there = mp.Pipe()
    here.send_bytes(b"x" * 1000)
    there.recv_bytes()
    there.send_bytes(b"y" * 3)
    here.recv_bytes()
    makers = [mp.Process(target=produce, args=(queue, n * 10)) for n in range(3)]
    takers = [mp.Process(target=consume, args=(queue, found)) for _ in range(2)]
    for process in makers + takers:
        process.start()
    for process in makers:
        process.join()
    for _ in takers:
        queue.put(None)
    items, ends = [], 0
    while ends < 2:
        item = found.get()
        ends += item is None
        items.append(item)
    for process in takers:
        process.join()
    print(len(items))
`;

function byObject(messages: readonly PythonMessage[]): PythonMessage[][] {
  const groups = new Map<number, PythonMessage[]>();
  for (const message of messages)
    groups.set(message.object, [...(groups.get(message.object) ?? []), message]);
  return [...groups.values()];
}

test('each message is put once and got once, under the same number', async ({ page, site }) => {
  await openPython(page, site);
  const result: PythonResult = await run(page, MESSAGES, { trace: true });
  expect([result.stdout, result.stderr, result.dropped]).toEqual(['17\n', '', 0]);
  const groups = byObject(result.messages);
  const numbers = (group: readonly PythonMessage[], way: string): number[] =>
    group
      .filter((message) => message.way === way)
      .map(({ sequence }) => sequence)
      .sort((a, b) => a - b);
  const counts: [string, number][] = [];
  for (const group of groups) {
    const puts = numbers(group, 'put');
    expect(puts).toEqual(puts.map((_, index) => index));
    expect(numbers(group, 'get')).toEqual(puts);
    counts.push([group[0]?.kind ?? '', puts.length]);
    for (const got of group.filter(({ way }) => way === 'get')) {
      const put = group.find(({ way, sequence }) => way === 'put' && sequence === got.sequence);
      expect(got.timeMs).toBeGreaterThan((put?.timeMs ?? NaN) - WAIT_MS);
      expect(got.bytes).toBe(put?.bytes);
    }
  }
  expect(counts.sort(([, a], [, b]) => a - b)).toEqual([
    ['pipe', 1],
    ['pipe', 1],
    ['queue', 17],
    ['queue', 17],
  ]);
  const pipes = result.messages.filter(({ kind }) => kind === 'pipe');
  expect(pipes.map(({ bytes }) => bytes)).toEqual([1000, 1000, 3, 3]);
  // Those who put are the makers and the main process; those who get are the takers.
  const names = new Map(result.processes.map(({ pid, name }) => [pid, name]));
  const queue = groups.find((group) =>
    group.some(({ worker }) => names.get(worker) === 'Process-1'),
  );
  const who = (way: string): string[] =>
    [
      ...new Set(queue?.filter((it) => it.way === way).map((it) => names.get(it.worker) ?? '')),
    ].sort();
  expect(who('put')).toEqual(['MainProcess', 'Process-1', 'Process-2', 'Process-3']);
  expect(['Process-4', 'Process-5']).toEqual(expect.arrayContaining(who('get')));
});

test('of very many messages the first are kept, and the rest counted', async ({ page, site }) => {
  await openPython(page, site);
  const text = `
import multiprocessing as mp
queue = mp.Queue()
for i in range(1500):
    queue.put(i)
    assert queue.get() == i
`;
  const { messages, dropped } = await run(page, text, { trace: true });
  expect(messages).toHaveLength(2000);
  expect(dropped).toBe(1000);
  expect(messages.at(-1)).toMatchObject({ way: 'get', sequence: 999 });
});

test('what goes on is told while it does, and a killed process leaves what it did', async ({
  page,
  site,
}) => {
  await openPython(page, site);
  const { told, result } = await page.evaluate(async () => {
    const text = `
import multiprocessing as mp
def stand(queue):
    queue.get()
queue = mp.Queue()
child = mp.Process(target=stand, args=(queue,))
child.start()
input()
child.kill()
child.join()
`;
    type Told = { label: string; line: number | null; goesOn: boolean; worker: number };
    const seen: Told[] = [];
    let isAnswered = false;
    const running = python.run(text, {
      onTrace: ({ spans }) => {
        for (const { label, line, endMs, worker } of spans)
          seen.push({ label, line, worker, goesOn: Number.isNaN(endMs) });
        const waits = spans.some(
          ({ label, endMs }) => label === 'queue.get' && Number.isNaN(endMs),
        );
        if (waits && !isAnswered) {
          isAnswered = true;
          running.write('\n');
        }
      },
    });
    return { result: { ...(await running) }, told: seen };
  });
  const child = result.processes[1];
  expect(child?.exitCode).toBe(-9);
  expect(told).toContainEqual({
    label: 'queue.get',
    line: null,
    goesOn: true,
    worker: child?.pid,
  });
  const [wait] = result.spans.filter(({ label }) => label === 'queue.get');
  expect(wait?.worker).toBe(child?.pid);
  expect(Math.abs((wait?.endMs ?? NaN) - (child?.endMs ?? NaN))).toBeLessThan(100);
});

test('an error of onTrace ends the run, which rejects with it', async ({ page, site }) => {
  await openPython(page, site);
  const said = await page.evaluate(() =>
    python
      .run('import time\nwhile True:\n    time.sleep(0.05)', {
        stdin: '',
        onTrace: () => {
          throw new Error('no more');
        },
      })
      .then(
        () => 'none',
        (error: unknown) => String(error),
      ),
  );
  expect(said).toBe('Error: no more');
});

// The page.

const PRODUCER = `import multiprocessing as mp
import time


def produce(queue):
    for i in range(6):
        time.sleep(0.05)
        queue.put(i)
    queue.put(None)


if __name__ == "__main__":
    queue = mp.Queue()
    child = mp.Process(target=produce, args=(queue,), name="producer")
    child.start()
    while queue.get() is not None:
        pass
    child.join()
`;
const [SLEEPS, GETS] = [7, 16];

const picture = (page: Page) => page.getByTestId('python-program-timeline-processes');
const chart = (page: Page) => picture(page).locator('.canvas-chart > svg');
const editor = (page: Page) => page.getByTestId('python-editor').locator('.cm-content');

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function ended(page: Page): Promise<void> {
  const state = page.getByTestId('python-program-state');
  await expect(state).toHaveAttribute('data-state', 'ended');
  await expect(chart(page)).toBeVisible();
}

async function runProducer(page: Page): Promise<void> {
  await visit(page, 'python');
  await write(page, PRODUCER);
  await page.getByTestId('python-program-run').click();
  await ended(page);
}

test('a bar marks its line in the editor, and a line its bars @isolated', async ({ page }) => {
  await runProducer(page);
  await expect(picture(page).locator('.legend')).toContainText('waiting at a queue');
  const bars = chart(page).locator(`rect[data-line="${GETS}"]`);
  await expect(bars).not.toHaveCount(0);
  await bars.first().click({ force: true });
  const marked = editor(page).locator('.mark-line');
  await expect(marked).toHaveText('    while queue.get() is not None:');
  await expect(page.getByTestId('python-program-line')).toContainText('while queue.get()');
  const count = await bars.count();
  await expect(chart(page).locator('rect[data-at-line]')).toHaveCount(count);

  const lines = editor(page).locator('.cm-line');
  await lines.nth(SLEEPS - 2).click();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('python-program-line')).toContainText(`Line ${SLEEPS}`);
  const sleeping = chart(page).locator(`rect[data-line="${SLEEPS}"]`);
  await expect(sleeping).not.toHaveCount(0);
  await expect(chart(page).locator('rect[data-at-line]')).toHaveCount(await sleeping.count());
  await expect(marked).toHaveText('        time.sleep(0.05)');

  // A line at which nobody waited marks none, and a changed text is another one.
  await page.keyboard.press('ControlOrMeta+Home');
  await expect(page.getByTestId('python-program-line')).toContainText('No process waited');
  await page.keyboard.insertText('# ');
  await expect(marked).toHaveCount(0);
});

test('the picture is read by keyboard, and its line is reached @isolated', async ({ page }) => {
  await runProducer(page);
  const stage = page.getByTestId('python-program-timeline-processes-chart');
  await stage.focus();
  const line = page.getByTestId('python-program-line');
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    await expect(line).toContainText(`Line ${GETS}`, { timeout: 50 });
  }).toPass();
  await page.getByTestId('python-program-to-line').press('Enter');
  await expect(editor(page)).toBeFocused();
  await expect(editor(page).locator('.cm-activeLine')).toHaveText(/queue\.get/);
});

test('messages are arrows, the queue has its depth, and both are tables too @isolated', async ({
  page,
}) => {
  await runProducer(page);
  await expect(chart(page).locator('path[marker-end]')).not.toHaveCount(0);
  await expect(chart(page)).toContainText('Messages in queue 1');
  await picture(page).getByText('As a table').click();
  const table = page.getByTestId('python-program-timeline-processes-table');
  await expect(table.locator('tbody tr').filter({ hasText: 'waiting at a queue' })).not.toHaveCount(
    0,
  );
  await picture(page).getByText('Messages between processes', { exact: true }).click();
  const messages = page.getByTestId('python-program-timeline-processes-messages');
  await expect(messages.locator('tbody tr')).toHaveCount(7);
  await expect(messages.locator('tbody tr').first()).toContainText('producer (1001)');
  await expectNoSidewaysScroll(page);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const found = await checker.run('pp-program-picture');
    return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
  expect(violations).toEqual([]);
});

test('the picture grows while the program runs', async ({ page }) => {
  await visit(page, 'python');
  await write(
    page,
    `import multiprocessing as mp
def stand(event):
    event.wait()
if __name__ == "__main__":
    event = mp.Event()
    children = [mp.Process(target=stand, args=(event,)) for _ in range(2)]
    children[0].start()
    input()
    children[1].start()
    input()
    event.set()
    for child in children:
        child.join()
`,
  );
  await page.getByTestId('python-program-run').click();
  await expect(chart(page)).toContainText('Process-1 (1001)');
  await expect(chart(page)).not.toContainText('Process-2');
  await expect(picture(page).locator('.legend')).toContainText('waiting for a lock');
  const answer = page.getByTestId('python-program-send');
  await answer.click();
  await expect(chart(page)).toContainText('Process-2 (1002)');
  await expect(page.getByTestId('python-program-state')).toHaveAttribute('data-state', 'running');
  await answer.click();
  await ended(page);
  const bars = chart(page).locator('.bars rect[data-line="3"]');
  const heights = await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('y')));
  expect(new Set(heights).size).toBe(2);
});

test('forced colours leave the kinds of bars apart by their patterns @isolated', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await runProducer(page);
  const fills = await chart(page)
    .locator('.bars rect')
    .evaluateAll((rects) => [...new Set(rects.map((rect) => rect.getAttribute('fill') ?? ''))]);
  const patterns = fills.filter((fill) => fill.startsWith('url(#'));
  expect(patterns.length).toBeGreaterThanOrEqual(3);
  for (const fill of patterns) {
    const id = fill.slice('url(#'.length, -1);
    await expect(page.locator(`[id="${id}"] > :is(path, circle)`)).toHaveCount(1);
  }
});
