/** Processes that die or are ended, playgrounds that close, and Python. */
import type { Scenario, Tier } from './scenario.ts';

const ENDS = 'processes that die or are ended';
const OPENING = 'opening and closing';

const PROGRAM = `
from multiprocessing import Pool, Queue, Process, Lock

def square(x):
    return x * x

def tell(queue, lock):
    with lock:
        queue.put('told')

if __name__ == '__main__':
    with Pool(2) as pool:
        print(pool.map(square, range(5)))
    queue, lock = Queue(), Lock()
    process = Process(target=tell, args=(queue, lock))
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode)
`;

/** Without shared memory a process of Python is suspended by JSPI. */
const needsMemoryOrStacks = (tier: Tier): string | undefined =>
  tier === 'isolated' || 'Suspending' in WebAssembly ? undefined : 'E_UNSUPPORTED';

export const endScenarios: Scenario[] = [
  {
    name: 'a lock is free once its holder has been ended, and who waits for it gets it',
    row: ENDS,
    expected: { said: 'held', code: -15, waiter: 0, got: 'got', end: 'E_EOF' },
    async run({ pg, code }) {
      const [lock, notes] = [pg.lock(), pg.queue<string>()];
      const [mine, its] = pg.pipe<string>();
      const holder = pg.spawn(
        async (lock, end) => {
          await lock.acquire();
          await end.send('held');
          for (;;);
        },
        lock,
        its,
      );
      const said = await mine.recv();
      const waiter = pg.spawn(
        async (lock, notes) => {
          await notes.put('waits');
          await lock.withLock(() => notes.put('got'));
        },
        lock,
        notes,
      );
      await notes.get();
      holder.terminate();
      const exit = await holder.join();
      const got = await notes.get({ timeoutMs: 60_000 });
      return { said, code: exit, waiter: await waiter.join(), got, end: await code(mine.recv()) };
    },
  },
  {
    name: 'a process that ends itself fails every open task, and the next call has a fresh pool',
    row: ENDS,
    expected: [['E_BROKEN_POOL', 'E_BROKEN_POOL', 'E_BROKEN_POOL'], 'E_BROKEN_POOL', [1, 4], 3],
    async run({ pg, code }) {
      const gate = pg.event();
      const dies = pg.processes.submit(async (gate) => {
        await gate.wait();
        close();
        await new Promise(() => undefined);
      }, gate);
      const waits = pg.processes.submit(
        (gate) => gate.wait().then(() => new Promise(() => 0)),
        gate,
      );
      const later = pg.processes.submit('square', 2);
      const map = pg.processes.map('square', [1, 2]);
      const codes = Promise.all([dies, waits, later].map(code));
      const mapCode = code(map);
      await gate.set();
      return [
        await codes,
        await mapCode,
        await pg.processes.map('square', [1, 2]),
        await pg.processes.submit((x: number) => x + 1, 2),
      ];
    },
  },
  {
    name: 'a process that was ended takes nothing from a queue afterwards',
    row: ENDS,
    expected: Array(3).fill([-15, 'precious']),
    async run({ pg, until }) {
      const seen: unknown[] = [];
      for (let round = 0; round < 3; round += 1) {
        const queue = pg.queue<string>();
        const process = pg.spawn(async (queue) => {
          for (;;) await queue.get();
        }, queue);
        await queue.put('first');
        await until(() => queue.empty());
        process.terminate();
        const exit = await process.join();
        await queue.put('precious');
        seen.push([exit, await queue.get({ timeoutMs: 300 }).catch(String)]);
        await queue.close();
      }
      return seen;
    },
  },
  {
    name: 'an uncaught error ends its process with 1, and says what it was',
    row: ENDS,
    expected: [1, true, 0],
    async run({ pg }) {
      const process = pg.spawn(() => {
        throw new RangeError('no fern');
      });
      const exit = await process.join();
      return [exit, process.error?.message.includes('no fern'), await pg.spawn(() => 1).join()];
    },
  },
  {
    name: 'a Python program with processes prints what CPython prints',
    row: 'Python',
    refused: needsMemoryOrStacks,
    expected: [0, '[0, 1, 4, 9, 16]\ntold\n0\n'],
    async run({ pg }) {
      const { exitCode, stdout, stderr } = await pg.python.run(PROGRAM, { stdin: '' });
      return [exitCode, stdout + stderr];
    },
  },
  {
    name: 'Python is stopped by a signal, and by its time limit',
    row: 'Python',
    refused: needsMemoryOrStacks,
    expected: ['E_CANCELLED', 'E_TIMEOUT'],
    async run({ pg }) {
      const stop = new AbortController();
      const codeOf = (error: unknown): string => (error as { code: string }).code;
      const endless = 'print("on")\nwhile True:\n    pass\n';
      const run = pg.python.run(endless, {
        stdin: '',
        signal: stop.signal,
        onOutput: () => stop.abort(),
      });
      const codes = [await run.then(() => 'settled', codeOf)];
      // Where it cannot run that is what the scenario says.
      if (codes[0] === 'E_UNSUPPORTED') await run;
      codes.push(
        await pg.python.run(endless, { stdin: '', timeoutMs: 500 }).then(() => 'settled', codeOf),
      );
      return codes;
    },
  },
  {
    name: 'two playgrounds know their own objects, and each closes alone',
    row: OPENING,
    alone: true,
    expected: ['E_ARGUMENT', 'E_CLOSED', [4]],
    async run({ library, code }) {
      const [one, two] = await Promise.all([
        library.open({ workers: 1 }),
        library.open({ workers: 1 }),
      ]);
      const queue = one.queue<number>();
      const strange = await code(
        Promise.resolve().then(() => two.processes.submit((queue) => queue.size(), queue)),
      );
      await one.close();
      const seen = [strange, await code(one.processes.map('square', [1]))];
      const right = await two.processes.map('square', [2]);
      await two.close();
      return [...seen, right];
    },
  },
  {
    name: 'close ends what is open, with a code, and leaves no worker, however often',
    row: OPENING,
    alone: true,
    expected: Array(3).fill([true, ['E_CLOSED', 'E_CLOSED', 'E_CLOSED'], 0]),
    async run({ library, alive, code }) {
      const seen: unknown[] = [];
      for (let round = 0; round < 3; round += 1) {
        const pg = await library.open({ workers: 2 });
        const [queue, begun] = [pg.queue<number>(), pg.event()];
        const open = [
          queue.get(),
          pg.processes.submit(async (begun) => {
            await begun.set();
            for (;;);
          }, begun),
          pg.processes.map('sleep', [60_000, 60_000]),
        ].map(code);
        await begun.wait();
        const wereThere = (await alive()) >= 2;
        await pg.close();
        seen.push([wereThere, await Promise.all(open), await alive()]);
      }
      return seen;
    },
  },
  {
    name: 'an opening that is aborted at any moment leaves no worker',
    row: OPENING,
    alone: true,
    expected: ['E_CANCELLED', true],
    async run({ library, alive, code, until }) {
      const ends: string[] = [];
      for (let looks = 0; looks < 6; looks += 1) {
        const stop = new AbortController();
        const opening = library.open({ workers: 2, signal: stop.signal });
        const ended = code(opening);
        for (let i = 0; i < looks ** 2; i += 1) await alive();
        stop.abort();
        ends.push(await ended);
        if (ends.at(-1) === 'settled') await (await opening).close();
      }
      // A worker that was ended while it started may still take its lock, and lose it.
      await (await library.open({ workers: 2 })).close();
      await until(async () => (await alive()) === 0);
      return [ends[0], ends.every((end) => end === 'E_CANCELLED' || end === 'settled')];
    },
  },
];
