/** Python in the page, through the library: its results, its errors, and how runs end. */
import { expect, test } from './fixtures.ts';
import { workersAlive } from './library.ts';
import { openPython, run } from './python.ts';

test.beforeEach(async ({ page, site }) => {
  await openPython(page, site);
});

test.afterEach(async ({ page }) => {
  await page.evaluate(() => opened.close());
  await expect.poll(() => workersAlive(page)).toBe(0);
});

const CHILD = `
import multiprocessing as mp, os, sys

def child(conn, n):
    print('child', n, os.getpid() != os.getppid())
    conn.send(n * 2)
    sys.exit(n)

if __name__ == '__main__':
    here, there = mp.Pipe()
    p = mp.Process(target=child, args=(there, 7))
    p.start()
    print('got', here.recv())
    p.join()
    print('exit', p.exitcode)
`;

test('nothing of Python is loaded before it is asked for', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.evaluate(() => opened.processes.map((x: number) => x + 1, [1, 2]));
  expect(requests.filter((url) => url.includes('python'))).toEqual([]);
  expect(await page.evaluate(() => python.available)).toBeNull();
  const ready = await page.evaluate(() => python.ready());
  expect(ready.version).toBe('3.14.2');
  expect(requests.filter((url) => url.includes('python')).length).toBeGreaterThan(3);
});

test('a process and a pipe, by every start method', async ({ page }) => {
  for (const startMethod of ['fork', 'spawn', 'forkserver'] as const) {
    const result = await run(page, CHILD, { startMethod });
    expect(result).toMatchObject({
      exitCode: 0,
      error: null,
      stdout: 'child 7 True\ngot 14\nexit 7\n',
      stderr: '',
    });
    const [main, child] = result.processes;
    expect(result.processes).toHaveLength(2);
    expect(main).toMatchObject({ name: 'MainProcess', ppid: 0, exitCode: 0 });
    expect(child).toMatchObject({ name: 'Process-1', ppid: main?.pid, exitCode: 7 });
    for (const { startMs, readyMs, endMs } of result.processes) {
      expect(readyMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeGreaterThanOrEqual(readyMs);
    }
  }
});

test('an uncaught exception is a result, with the lines of the program', async ({ page }) => {
  const result = await run(page, 'def f():\n    raise ValueError("no")\nf()\n');
  expect(result.exitCode).toBe(1);
  expect(result.error).toMatchObject({ type: 'ValueError', message: 'no' });
  const lines = ['File "main.py", line 3, in <module>', 'raise ValueError("no")', 'ValueError: no'];
  for (const line of lines) {
    expect(result.stderr).toContain(line);
    expect(result.error?.traceback).toContain(line);
  }
  expect(result.stderr).not.toContain('_playground');
});

test('exit codes are those of CPython', async ({ page }) => {
  const exits = [
    ['sys.exit()', 0, ''],
    ['sys.exit(3)', 3, ''],
    ['sys.exit(-1)', 255, ''],
    ['sys.exit(256)', 0, ''],
    ['sys.exit(True)', 1, ''],
    ['sys.exit("text")', 1, 'text\n'],
    ['sys.exit(2.5)', 1, '2.5\n'],
  ] as const;
  for (const [code, exitCode, stderr] of exits) {
    const result = await run(page, `import sys\n${code}\n`);
    expect(result, code).toMatchObject({ exitCode, stderr, error: null });
  }
});

test('a syntax error names its line', async ({ page }) => {
  const result = await run(page, 'x = 1\ny = = 2\n');
  expect(result.error).toMatchObject({ type: 'SyntaxError' });
  expect(result.stderr).toMatch(/^ {2}File "main\.py", line 2\n/);
});

test('files and arguments of a program', async ({ page }) => {
  const result = await run(page, {
    main: 'import sys, helper\nprint(sys.argv[1:], helper.two(), open("data/a.txt").read())',
    files: { 'helper.py': 'def two(): return 2', 'data/a.txt': 'text' },
    args: ['--n', '3'],
  });
  expect(result.stdout).toBe("['--n', '3'] 2 text\n");
});

test('input comes from stdin, or as it is written', async ({ page }) => {
  const text = 'print(input("name? "), input())';
  expect((await run(page, text, { stdin: 'a\nb\n' })).stdout).toBe('name? a b\n');
  const stdout = await page.evaluate(async (program) => {
    const running = python.run(program);
    running.write('x\n');
    running.write('y\n');
    return (await running).stdout;
  }, text);
  expect(stdout).toBe('name? x y\n');
  expect((await run(page, text, { stdin: 'a\n' })).error?.type).toBe('EOFError');
});

test('output and processes are told as they happen', async ({ page }) => {
  const told = await page.evaluate(async (program) => {
    const outputs: string[] = [];
    const states: string[] = [];
    await python.run(program, {
      stdin: '',
      onOutput: ({ stream, text }) => outputs.push(`${stream} ${text}`),
      onProcess: ({ name, state, exitCode }) => states.push(`${name} ${state} ${exitCode}`),
    });
    return { outputs: outputs.join(''), states };
  }, CHILD);
  expect(told.outputs).toContain('stdout child 7 True');
  expect(told.states).toEqual([
    'MainProcess started null',
    'MainProcess running null',
    'Process-1 started null',
    'Process-1 running null',
    'Process-1 ended 7',
    'MainProcess ended 0',
  ]);
});

test('an error of a callback ends the run, which rejects with it', async ({ page }) => {
  const message = await page.evaluate(() =>
    python
      .run('import time\nprint(1)\ntime.sleep(60)', {
        onOutput: () => {
          throw new Error('mine');
        },
      })
      .then(String, (error: unknown) => (error as Error).message),
  );
  expect(message).toBe('mine');
});

test('stop interrupts a program that waits', async ({ page }) => {
  const programs = [
    'import time\nprint("on", flush=True)\ntime.sleep(60)',
    'import multiprocessing as m\nprint("on")\nm.Queue().get()',
    'print("on")\ninput()',
    'import multiprocessing as m, time\np = m.Process(target=time.sleep, args=(60,))\np.start()\nprint("on")\np.join()',
  ];
  for (const program of programs) {
    const { result, afterMs } = await page.evaluate(async (text) => {
      let stopMs = 0;
      const running = python.run(text, {
        onOutput: () => {
          stopMs ||= performance.now();
          running.stop();
        },
      });
      return { result: { ...(await running) }, afterMs: performance.now() - stopMs };
    }, program);
    expect(result.error?.type, program).toBe('KeyboardInterrupt');
    expect(result.exitCode).toBe(1);
    expect(afterMs).toBeLessThan(900);
  }
});

test('a program that ignores the interrupt is ended', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const text =
      'while True:\n    try:\n        print("on")\n        while True: pass\n    except KeyboardInterrupt: pass';
    let isStopped = false;
    const stopOnce = (): void => {
      if (!isStopped) running.stop();
      isStopped = true;
    };
    const running = python.run(text, { onOutput: stopOnce });
    return { ...(await running) };
  });
  expect(result.exitCode).toBe(-9);
  expect((await run(page, 'print(1)')).stdout).toBe('1\n');
});

test('a program that writes without end is stopped', async ({ page }) => {
  const result = await page.evaluate(async () => {
    let isStopped = false;
    let stopMs = NaN;
    const stop = (): void => {
      stopMs = performance.now();
      running.stop();
    };
    const soon = (): void => {
      if (!isStopped) setTimeout(stop, 500);
      isStopped = true;
    };
    const running = python.run('n = 0\nwhile True:\n    print(n)\n    n += 1', {
      onOutput: soon,
    });
    const { exitCode, stdout } = await running;
    return { exitCode, lines: stdout.split('\n'), ms: performance.now() - stopMs };
  });
  expect(result.exitCode).not.toBe(0);
  expect(result.ms).toBeLessThan(5000);
  // What was written before has all arrived, in its order.
  const whole = result.lines.slice(0, -1);
  expect(whole.length).toBeGreaterThan(100);
  expect(whole.findIndex((line, n) => line !== String(n))).toBe(-1);
});

test('time-out, abort and close end a program and its children', async ({ page }) => {
  const program = `
import multiprocessing as m, time
if __name__ == '__main__':
    m.Process(target=time.sleep, args=(60,)).start()
    while True: pass
`;
  const codes = await page.evaluate(async (text) => {
    const late = await codeOf(python.run(text, { timeoutMs: 300 }));
    const abort = new AbortController();
    const aborted = codeOf(python.run(text, { signal: abort.signal }));
    setTimeout(() => abort.abort(), 300);
    const before = codeOf(python.run(text, { signal: AbortSignal.abort() }));
    const codes = [late, await aborted, await before].map(({ code }) => code);
    const closed = codeOf(python.run(text));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await opened.close();
    codes.push((await closed).code, (await codeOf(python.run('1'))).code);
    return codes;
  }, program);
  expect(codes).toEqual(['E_TIMEOUT', 'E_CANCELLED', 'E_CANCELLED', 'E_CLOSED', 'E_CLOSED']);
});

test('bad arguments are refused, and named', async ({ page }) => {
  const messages = await page.evaluate(async () => {
    const bad: [unknown, unknown?][] = [
      [5],
      [{}],
      [{ main: 'x', file: {} }],
      [{ main: 'x', files: { '../a': '' } }],
      [{ main: 'x', files: { a: 1 } }],
      [{ main: 'x', args: [1] }],
      [{ main: 'x', wheels: ['numpy'] }],
      ['x', { startMethod: 'thread' }],
      ['x', { cpuCount: 0 }],
      ['x', { stdin: 1 }],
      ['x', { onOutput: 1 }],
      ['x', { timeoutMs: -1 }],
      ['x', { startmethod: 'fork' }],
    ];
    return Promise.all(
      bad.map(([program, options]) =>
        python.run(program as string, options as object).then(
          () => 'ran',
          (error: unknown) => `${(error as { code: string }).code} ${(error as Error).message}`,
        ),
      ),
    );
  });
  const named = [
    'program',
    'program.main',
    'file is no option',
    "program.files['../a']",
    "program.files['a']",
    'program.args[0]',
    'program.wheels[0]',
    'startMethod',
    'cpuCount',
    'stdin',
    'onOutput',
    'timeoutMs',
    'did you mean startMethod',
  ];
  for (const [i, message] of messages.entries()) {
    expect(message).toMatch(/^E_ARGUMENT /);
    expect(message).toContain(named[i]);
  }
});

test('several programs run at once, and each has its own files and output', async ({ page }) => {
  const outputs = await page.evaluate(async () => {
    const runs = [1, 2, 3].map((n) =>
      python.run(
        `import os\nopen("f", "w").write("${n}")\nprint(open("f").read(), sorted(os.listdir()))`,
      ),
    );
    return (await Promise.all(runs)).map(({ stdout }) => stdout);
  });
  expect(outputs).toEqual([1, 2, 3].map((n) => `${n} ['f', 'main.py']\n`));
});

test('an interpreter that is used again has nothing of the program before', async ({ page }) => {
  const first =
    'import json, sys, os\njson.mine = 1\nsys.mine = 1\nopen("x", "w")\nos.environ["A"] = "1"';
  const second =
    'import json, sys, os\nprint(hasattr(json, "mine"), hasattr(sys, "mine"), os.listdir(), "A" in os.environ)';
  for (let i = 0; i < 4; i += 1) await run(page, first);
  for (let i = 0; i < 4; i += 1) {
    expect((await run(page, second)).stdout).toBe("False False ['main.py'] False\n");
  }
});
