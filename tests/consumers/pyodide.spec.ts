/** The wheel in a Pyodide that is not ours: bare, from npm, in a worker as a notebook has it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { expect, test as base, type Page } from '@playwright/test';

import { serve, type Served } from './servers.mjs';

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const wheel = `playground-${version}-py3-none-any.whl`;
const SESSION = 'tests/consumers/pyodide/session.py';

const INSTALL = 'import playground\nawait playground.install(workers=2)';
/** Prints the code and the message of what `install` raises. */
const refused = (argument = ''): string => `import playground
try:
    await playground.install(${argument})
except playground.PlaygroundError as error:
    print(error.code, error)
`;

interface Session {
  cells: string[];
  wheel: string;
}

const test = base.extend<{ host: (headers: Readonly<Record<string, string>>) => Promise<Served> }>({
  host: async ({}, use) => {
    const servers: Served[] = [];
    await use(async (headers) => {
      const server = await serve('pyodide', headers);
      servers.push(server);
      return server;
    });
    for (const { close } of servers) await close();
  },
});

/** What each cell has written; in a worker, or on the page's main thread. */
async function written(page: Page, cells: string[], where: 'run' | 'runHere'): Promise<string[]> {
  return page.evaluate(
    ([place, session]) => {
      const { [place]: run } = globalThis as unknown as Record<
        string,
        (session: Session) => Promise<string[]>
      >;
      if (!run) throw new Error(`the page has no ${place}`);
      return run(session);
    },
    [where, { cells, wheel }] as const,
  );
}

test('programs in cells print what CPython prints', async ({ page, host }) => {
  const expected = execFileSync('python3', ['-u', SESSION], { encoding: 'utf8' });
  const cells = readFileSync(SESSION, 'utf8').split('\n# %%\n');
  const idle = `import asyncio
with ProcessPoolExecutor(2) as executor:
    print(await asyncio.get_running_loop().run_in_executor(executor, square, 12))
`;
  const interrupted = `import signal
def nag(pid):
    os.kill(pid, signal.SIGINT)
process = Process(target=nag, args=(os.getpid(),))
process.start()
try:
    process.join()
    while True:
        time.sleep(1)
except KeyboardInterrupt:
    print("interrupted")
`;
  const forked = `import multiprocessing
try:
    multiprocessing.get_context("fork").Process(target=square, args=(1,)).start()
except RuntimeError as error:
    print(error)
try:
    os.kill(os.getpid(), 9)
except PermissionError as error:
    print(error)
def multiply():
    import array, playground
    playground.install()
    a = array.array("d", [1])
    try:
        playground.matmul(a, a, 1, 1, 1)
    except RuntimeError as error:
        print(error)
process = Process(target=multiply)
process.start()
process.join()
`;
  const site = await host(isolated);
  await page.goto(site.url);
  const [installed, ...seen] = await written(
    page,
    [INSTALL, ...cells, idle, interrupted, forked],
    'run',
  );
  expect(installed).toBe('');
  expect(seen.slice(0, cells.length).join('')).toBe(expected);
  expect(seen.slice(cells.length, -1)).toEqual(['144\n', 'interrupted\n']);
  expect(seen.at(-1)?.split('\n')).toEqual([
    expect.stringContaining('cannot be forked'),
    '[Errno 63] Operation not permitted: a host cannot end itself',
    expect.stringContaining('playground.matmul needs the engine'),
    '',
  ]);
});

test('what cannot be a host is told what it lacks', async ({ page, host }) => {
  const bad = [
    refused('workers=0'),
    refused('wheels="a.whl"'),
    `import pyodide
pyodide.__version__, own = '0.28.0', pyodide.__version__
${refused()}
pyodide.__version__ = own`,
  ];
  const site = await host({});
  await page.goto(site.url);
  const [workers, wheels, old, headers, ...none] = await written(page, [...bad, refused()], 'run');
  expect(workers).toMatch(/^E_ARGUMENT .*workers is 0/);
  expect(wheels).toMatch(/^E_ARGUMENT .*wheels is 'a.whl'/);
  expect(old).toMatch(/^E_UNSUPPORTED .*made for Pyodide .* this is Pyodide 0\.28\.0/);
  expect(headers).toMatch(/^E_NOT_ISOLATED .*Cross-Origin-Opener-Policy: same-origin/);
  expect(none).toEqual([]);
  const [main] = await written(page, [refused()], 'runHere');
  expect(main).toMatch(/^E_UNSUPPORTED .*dedicated worker/);
});

test('without blob: the files lie in a folder of the host', async ({ page, host }) => {
  const policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' 'unsafe-inline'";
  const site = await host({ ...isolated, 'Content-Security-Policy': policy });
  await page.goto(site.url);
  const [blob, missing, other, folder, answer] = await written(
    page,
    [
      refused(),
      refused('assets="/nowhere/"'),
      refused('assets="https://example.org/files/"'),
      refused('workers=1, assets="/files/", wheels=["/nowhere.whl"]'),
      `await playground.install(workers=1, assets="/files/")
from multiprocessing import Pool
with Pool(1) as pool:
    print(pool.map(abs, [-1]))
`,
    ],
    'run',
  );
  expect(blob).toMatch(/^E_WORKER_LOAD .*blob:/);
  expect(missing).toMatch(/^E_WORKER_LOAD .*\/nowhere\/host\.js/);
  expect(other).toMatch(/^E_ARGUMENT .*own origin/);
  expect(folder).toMatch(/^E_ARGUMENT .*wheels\[0\]: .*404/);
  expect(answer).toBe('[1]\n');
});
