/** What goes wrong with Python's files, processes, memory and packages ends in a code. */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { workersAlive } from './library.ts';
import { openPython, run } from './python.ts';

test.describe.configure({ timeout: 120_000 });

test.afterEach(async ({ page }) => {
  await page.evaluate(() => opened.close());
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test.describe('files of the site', () => {
  test.use({ expectedErrors: [/./], kept: false });

  test('each of them may be missing or cut: the run is refused, the next one runs', async ({
    page,
    site,
  }) => {
    await openPython(page, site);
    const files = [
      /pyodide\.mjs$/,
      /pyodide\.asm\.mjs$/,
      /pyodide\.asm\.wasm$/,
      /stdlib-.*\.zip$/,
      /playground-.*\.zip$/,
      /supervisor\.worker.*\.js$/,
      /interpreter\.worker.*\.js$/,
    ];
    for (const path of files) {
      for (const fault of [
        { kind: 'status', status: 404 },
        { kind: 'truncate', bytes: 1000 },
      ] as const) {
        site.fault(path, fault);
        const code = await page.evaluate(async () => (await codeOf(python.run('print(1)'))).code);
        expect(code, `${path} ${fault.kind}`).toBe('E_WORKER_LOST');
        site.mend();
      }
    }
    expect((await run(page, 'print(1)')).stdout).toBe('1\n');
  });
});

test.describe('processes and memory', () => {
  test.beforeEach(async ({ page, site }) => {
    await openPython(page, site);
  });

  test('a program whose own worker dies is lost, and the next one runs', async ({ page }) => {
    const code = await page.evaluate(
      async () => (await codeOf(python.run('import js\njs.close()\nwhile True: pass'))).code,
    );
    expect(code).toBe('E_WORKER_LOST');
    expect((await run(page, 'print(1)')).stdout).toBe('1\n');
  });

  test('a child whose worker dies has an exit code, and its pipe ends', async ({ page }) => {
    const program = `
import multiprocessing as mp
def child(conn):
    import js
    js.close()
    while True: pass
if __name__ == '__main__':
    here, there = mp.Pipe()
    p = mp.Process(target=child, args=(there,))
    p.start()
    there.close()
    try: here.recv()
    except EOFError: print('end')
    p.join()
    print(p.exitcode != 0)
`;
    expect((await run(page, program, { timeoutMs: 30_000 })).stdout).toBe('end\nTrue\n');
  });

  test('a program that wants too much memory gets MemoryError', async ({ page }) => {
    const program = `
import multiprocessing as mp
try: bytearray(2**31 + 2**30)
except (MemoryError, OverflowError) as error: print(type(error).__name__)
q = mp.Queue()
piece = bytes(64 << 20)
try:
    while True: q.put(piece)
except MemoryError: print('full')
q.get()
q.put(b'small')
print('goes on')
`;
    const { stdout, stderr } = await run(page, program);
    expect(stdout, stderr).toMatch(/^(MemoryError|OverflowError)\nfull\ngoes on\n$/);
  });

  test('a child that waits for a parent that was killed ends with the run', async ({ page }) => {
    const program = `
import multiprocessing as mp, os, signal
def child(q): q.get()
if __name__ == '__main__':
    p = mp.Process(target=child, args=(mp.Queue(),))
    p.start()
    os.kill(os.getpid(), signal.SIGKILL)
`;
    const result = await run(page, program);
    expect(result.exitCode).toBe(-9);
    expect(result.processes).toHaveLength(2);
  });
});

test.describe('packages', () => {
  const WHEEL = 'msgpack-1.2.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl';

  test.beforeEach(async ({ page, site }) => {
    await openPython(page, site);
    const wheel = await readFile(`.tools/python/wheels/${WHEEL}`);
    await page.context().route(`**/${WHEEL}`, (route) => route.fulfill({ body: wheel }));
  });

  test('a wheel with modules in C is used by children that spawn; a fork says why not', async ({
    page,
  }) => {
    const main = `
import multiprocessing as mp, msgpack

def child(queue):
    queue.put(msgpack.packb([1, 2]))

if __name__ == '__main__':
    print(msgpack.unpackb(msgpack.packb({'a': [1, 2.5]})), msgpack._cmsgpack.__name__)
    queue = mp.Queue()
    p = mp.Process(target=child, args=(queue,))
    try:
        p.start()
    except RuntimeError as error:
        print('fork' in str(error) and 'spawn' in str(error))
    else:
        print(queue.get())
        p.join()
`;
    const program = { main, wheels: [WHEEL] };
    const first = "{'a': [1, 2.5]} msgpack._cmsgpack\n";
    const forked = await run(page, program, { startMethod: 'fork' });
    expect(forked.stdout, forked.stderr).toBe(`${first}True\n`);
    const spawned = await run(page, program, { startMethod: 'spawn' });
    expect(spawned.stdout, spawned.stderr).toBe(`${first}b'\\x92\\x01\\x02'\n`);
  });

  test('a wheel that is not there is named', async ({ page }) => {
    const message = await page.evaluate(() =>
      python.run({ main: '', wheels: ['none-1.0-py3-none-any.whl'] }).then(
        () => 'ran',
        (error: unknown) => `${(error as { code: string }).code} ${(error as Error).message}`,
      ),
    );
    expect(message).toMatch(/^E_ARGUMENT program\.wheels\[0\]: .*none-1\.0-py3-none-any\.whl/);
  });
});

test('playground.matmul multiplies by the engine', async ({ page, site }) => {
  await openPython(page, site);
  const program = `
import array, playground
a = array.array('d', range(6))
b = array.array('d', range(12))
c = playground.matmul(a, b, 2, 3, 4)
print(c.tolist() == [sum(a[3*i+l] * b[4*l+j] for l in range(3)) for i in range(2) for j in range(4)])
print(len(playground.spans()) > 0, playground.matmul(array.array('f', [2]), array.array('f', [3]), 1, 1, 1))
for bad in ([a, array.array('f', [1]), 1, 1, 1], [a, b, 2, 2, 2], [[1], b, 1, 1, 1]):
    try: playground.matmul(*bad)
    except (TypeError, ValueError) as error: print(type(error).__name__)
`;
  const { stdout, stderr } = await run(page, program);
  expect(stdout, stderr).toBe("True\nTrue array('f', [6.0])\nTypeError\nValueError\nTypeError\n");
});

test.describe('stop', () => {
  /** So many tries each, at different moments of a wait. */
  const TRIES = 5;

  const begin = 'import multiprocessing as m, queue, sys, threading, time\n';
  const child = `${begin}p = m.Process(target=time.sleep, args=(60,))\np.start()\n`;
  const waits = {
    'time.sleep': [begin, 'time.sleep(60)'],
    'Lock.acquire': [`${begin}l = m.Lock()\nl.acquire()`, 'l.acquire()'],
    'Event.wait': [`${begin}e = m.Event()`, 'e.wait()'],
    'Queue.get': [`${begin}q = m.Queue()`, 'q.get()'],
    'Connection.recv': [`${begin}a, b = m.Pipe()`, 'a.recv()'],
    'Process.join': [child, 'p.join()'],
    "a pool's result": [
      `${begin}pool = m.Pool(1)\nr = pool.apply_async(time.sleep, (60,))`,
      'r.get()',
    ],
    "an executor's result": [
      'from concurrent.futures import ProcessPoolExecutor\nimport time\n' +
        'pool = ProcessPoolExecutor(1)\nr = pool.submit(time.sleep, 60)',
      'r.result()',
    ],
    "a thread's lock": [`${begin}l = threading.Lock()\nl.acquire()`, 'l.acquire()'],
    'a wait beside another thread': [
      `${begin}threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nq = m.Queue()`,
      'q.get()',
    ],
    'input()': [begin, 'input()'],
  };
  const computes = { 'a loop': [begin, 'while True: pass'] };

  /** From `stop()` to the handler's first statement, in ms, sorted. */
  const heardMs = (page: Page, [before, wait]: string[], tries: number): Promise<number[]> =>
    page.evaluate(
      async ([program, count]) => {
        const found: number[] = [];
        for (let i = 0; i < count; i += 1) {
          let isOn = false;
          let stopMs = NaN;
          const running = python.run(program, {
            onOutput: ({ text, timeMs }) => {
              if (text.startsWith('heard')) found.push(timeMs - stopMs);
              if (isOn || !text.startsWith('on')) return;
              isOn = true;
              const stop = (): void => {
                stopMs = performance.timeOrigin + performance.now();
                running.stop();
              };
              setTimeout(stop, i * 9);
            },
          });
          await running;
        }
        return found.sort((a, b) => a - b);
      },
      [
        `${before ?? ''}\ntry:\n    print('on')\n    ${wait ?? ''}\n` +
          "except KeyboardInterrupt:\n    print('heard')\n",
        tries,
      ] as const,
    );

  test('a program hears within 100 ms that it is stopped', async ({ page, site, isolated }) => {
    await openPython(page, site);
    const programs = { ...waits, ...(isolated && computes) };
    for (const [name, parts] of Object.entries(programs)) {
      const found = await heardMs(page, parts, TRIES);
      expect(found, name).toHaveLength(TRIES);
      test.info().annotations.push({
        type: `${name}, ms`,
        description: found.map((ms) => ms.toFixed(1)).join(' '),
      });
      expect.soft(found[(TRIES - 1) / 2], `${name}: ${found.join(' ')}`).toBeLessThan(100);
    }
  });
});
