/**
 * The soak's program, in the page: actions in random order on an open playground, each of which
 * checks its own answers. It travels to the page as source text, so it closes over nothing.
 */

export interface StepReport {
  action: string;
  /** What went wrong, or null. */
  fault: string | null;
}

/** What the page keeps between steps. */
export interface Soak {
  /** One random action; it settles when all that it began has settled. */
  step(): Promise<StepReport>;
  /**
   * What must be the same after each step: bytes of the heap in use, and processes beside those
   * that the pool keeps.
   */
  state(): Promise<{ heapBytes: number; strays: number }>;
  end(): Promise<void>;
}

/**
 * Opens a playground and gives the soak over it. With the address of the site there are Python
 * programs, embeds and second playgrounds among the actions, which take longer.
 */
export async function beginSoak(seed: number, site: string | null): Promise<Soak> {
  const pg = await library.open({ workers: 2 });
  let state = seed >>> 0 || 1;
  const below = (n: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  const expectEqual = (what: string, seen: unknown, wanted: unknown): void => {
    const [left, right] = [JSON.stringify(seen), JSON.stringify(wanted)];
    if (left !== right) throw new Error(`${what}: ${left}, wanted ${right}`);
  };
  /** The promise's value, or the code of its error; a hang is a fault. */
  const settled = async (what: string, promise: PromiseLike<unknown>): Promise<unknown> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} hangs`)), 20_000);
    });
    try {
      return await Promise.race([
        promise.then(
          (value) => value,
          (error: unknown) => (error as { code?: string }).code ?? String(error),
        ),
        late,
      ]);
    } finally {
      clearTimeout(timer);
    }
  };
  const oneOf = (what: string, seen: unknown, allowed: unknown[]): void => {
    if (!allowed.some((one) => JSON.stringify(one) === JSON.stringify(seen)))
      throw new Error(`${what}: ${JSON.stringify(seen)}`);
  };

  const actions: Record<string, () => Promise<void>> = {
    map: async () => {
      const items = Array.from({ length: below(200) }, (_, i) => i);
      const map = pg.processes.map((x) => x * x, items, { chunksize: 1 + below(9) });
      expectEqual(
        'map',
        await settled('map', map),
        items.map((x) => x * x),
      );
    },
    submit: async () => {
      const futures = Array.from({ length: 1 + below(20) }, (_, i) =>
        pg.processes.submit(async (x) => Promise.resolve(x + 1), i),
      );
      const values = await settled('submit', Promise.all(futures));
      expectEqual(
        'submit',
        values,
        futures.map((_, i) => i + 1),
      );
    },
    cancel: async () => {
      const futures = Array.from({ length: 8 }, (_, i) =>
        pg.processes.submit((x) => new Promise((resolve) => setTimeout(resolve, 5, x)), i),
      );
      const cancelled = futures.map((future) => below(2) === 0 && future.cancel());
      for (const [i, future] of futures.entries()) {
        const wanted = cancelled[i] ? 'E_CANCELLED' : i;
        expectEqual('cancel', await settled('cancel', future), wanted);
      }
    },
    abortedMap: async () => {
      const stop = new AbortController();
      const map = pg.processes.map(
        (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms)),
        Array.from({ length: 10 }, () => below(20)),
        below(2) === 0 ? { signal: stop.signal } : { timeoutMs: below(30) },
      );
      setTimeout(() => stop.abort(), below(30));
      const end = await settled('an aborted map', map);
      if (!Array.isArray(end)) oneOf('an aborted map', end, ['E_CANCELLED', 'E_TIMEOUT']);
    },
    failingTask: async () => {
      const map = pg.processes.map(
        (x) => {
          if (x === 3) throw new Error('three');
          return x;
        },
        [1, 2, 3, 4],
      );
      expectEqual('a failing task', await settled('a failing task', map), 'E_TASK');
    },
    spawn: async () => {
      const queue = pg.queue<number>();
      const process = pg.spawn(
        async (queue, n) => {
          for (let i = 0; i < n; i += 1) await queue.put(i);
        },
        queue,
        below(50),
      );
      expectEqual('spawn', await settled('spawn', process.join()), 0);
      let item = 0;
      while (!(await queue.empty())) expectEqual('an item', await queue.get(), item++);
      await queue.close();
    },
    terminate: async () => {
      const [queue, lock] = [pg.queue(), pg.lock()];
      const process = pg.spawn(
        async (queue, lock) => {
          await lock.acquire();
          for (;;) await queue.get();
        },
        queue,
        lock,
      );
      await queue.put(1);
      if (below(2) === 0) await settled('a getter', queue.put(2));
      process.terminate();
      expectEqual('terminate', await settled('terminate', process.join()), -15);
      while (!(await queue.empty())) await queue.get();
      await queue.put('precious');
      const got = await settled('what was put', queue.get({ timeoutMs: 1000 }));
      expectEqual('what was put', got, 'precious');
      const free = await settled('a lock', lock.acquire({ timeoutMs: 1000 }));
      expectEqual('a lock of the dead', free, true);
      await Promise.all([queue.close(), lock.close()]);
    },
    queue: async () => {
      const queue = pg.queue<Uint8Array>({ maxsize: below(4) });
      const sizes = Array.from({ length: 20 }, () => below(100_000));
      const puts = Promise.all(sizes.map((size) => queue.put(new Uint8Array(size))));
      const got: number[] = [];
      while (got.length < sizes.length) got.push((await queue.get()).length);
      await settled('put', puts);
      expectEqual('the queue', got, sizes);
      await queue.close();
    },
    pipe: async () => {
      const [mine, its] = pg.pipe();
      const echo = pg.spawn(async (end) => {
        for (let i = 0; i < 5; i += 1) await end.send(await end.recv());
      }, its);
      for (let i = 0; i < 5; i += 1) {
        await mine.send({ i, bytes: new Uint8Array(below(200_000)) });
        const { i: back } = (await mine.recv()) as { i: number };
        expectEqual('an echo', back, i);
      }
      expectEqual('echo', await settled('echo', echo.join()), 0);
      expectEqual('the end', await settled('the end', mine.recv()), 'E_EOF');
      await Promise.all([mine.close(), its.close()]);
    },
    lock: async () => {
      const [lock, list] = [pg.lock(), pg.list<number>()];
      const processes = [0, 1].map(() =>
        pg.spawn(
          async (lock, list) => {
            for (let i = 0; i < 10; i += 1) {
              await lock.withLock(async () => list.append(await list.length()));
            }
          },
          lock,
          list,
        ),
      );
      for (const process of processes) await settled('a process', process.join());
      expectEqual(
        'under a lock',
        await list.toArray(),
        Array.from({ length: 20 }, (_, i) => i),
      );
      await Promise.all([lock.close(), list.close()]);
    },
    product: async () => {
      const [m, k, n] = [1 + below(90), 1 + below(90), 1 + below(90)];
      const a = Float64Array.from({ length: m * k }, () => below(10));
      const b = Float64Array.from({ length: k * n }, () => below(10));
      const ways = ['one', pg.mode, 'processes'] as const;
      const product = pg.matmul(a, b, { m, k, n }, { on: ways[below(3)] ?? 'one', check: true });
      const seen = (await settled('a product', product)) as { c: Float64Array };
      const [row, col] = [below(m), below(n)];
      let sum = 0;
      for (let i = 0; i < k; i += 1) sum += (a[row * k + i] ?? 0) * (b[i * n + col] ?? 0);
      expectEqual('an element', seen.c[row * n + col], sum);
    },
    abortedProduct: async () => {
      const side = 500;
      const matrix = new Float64Array(side * side).fill(1);
      const stop = new AbortController();
      const product = pg.matmul(
        matrix,
        matrix,
        { m: side, k: side, n: side },
        { signal: stop.signal, algorithm: 'naive' },
      );
      const other = pg.matmul(matrix, matrix, { m: side, k: side, n: side });
      setTimeout(() => stop.abort(), below(100));
      const end = await settled('an aborted product', product);
      if (typeof end !== 'object') oneOf('an aborted product', end, ['E_CANCELLED']);
      const { c } = (await settled('the other product', other)) as { c: Float64Array };
      expectEqual('the other product', c[0], side);
    },
    schedule: async () => {
      const tasks = Array.from({ length: 20 }, () => below(4));
      const load = (['simulate', 'sleep', 'spin'] as const)[below(3)] ?? 'simulate';
      const policy = {
        name: (['dynamic', 'guided', 'workStealing'] as const)[below(3)] ?? 'dynamic',
      };
      const run = pg.schedule({ tasks, workers: 2, policy, load });
      const { results } = (await settled('a schedule', run)) as { results: unknown[] };
      expectEqual(
        'a schedule',
        results,
        tasks.map((ms, id) => [id, ms]),
      );
    },
    openClose: async () => {
      const other = await library.open({ workers: 1 });
      const open = other.queue().get();
      const closed = settled('a call of one that closes', open);
      await settled('close', other.close());
      expectEqual('close', await closed, 'E_CLOSED');
    },
  };

  const longer: typeof actions = {
    python: async () => {
      const [many, method] = [1 + below(4), below(2) === 0 ? 'fork' : 'spawn'] as const;
      const program =
        'import multiprocessing as mp\n' +
        'def child(q, i): q.put(i * i)\n' +
        "if __name__ == '__main__':\n" +
        '    q = mp.Queue()\n' +
        `    ps = [mp.Process(target=child, args=(q, i)) for i in range(${many})]\n` +
        '    for p in ps: p.start()\n' +
        '    print(sum(q.get() for p in ps))\n' +
        '    for p in ps: p.join()\n';
      const run = pg.python.run(program, { stdin: '', startMethod: method });
      const { stdout } = (await settled('a Python program', run)) as { stdout: string };
      let sum = 0;
      for (let i = 0; i < many; i += 1) sum += i * i;
      expectEqual('what Python prints', stdout, `${sum}\n`);
    },
    stoppedPython: async () => {
      const stop = new AbortController();
      const run = pg.python.run('print(1)\nwhile True: pass', {
        stdin: '',
        timeoutMs: 3000,
        signal: stop.signal,
      });
      if (below(2) === 0) setTimeout(() => stop.abort(), below(2000));
      const end = await settled('a Python program that is stopped', run);
      if (typeof end === 'string') oneOf('a stopped program', end, ['E_TIMEOUT', 'E_CANCELLED']);
    },
    twoPlaygrounds: async () => {
      const other = await library.open({ workers: 1 });
      const items = Array.from({ length: 1 + below(50) }, (_, i) => i);
      const maps = [pg, other].map((one) => one.processes.map((x) => x + 1, items));
      const [mine, its] = (await settled('both maps', Promise.all(maps))) as number[][];
      expectEqual('both maps', mine, its);
      const queue = other.queue();
      const foreign = pg.processes.submit((queue) => queue.put(1), queue);
      expectEqual(
        'an object of another one',
        await settled('a foreign object', foreign),
        'E_ARGUMENT',
      );
      await settled('close', other.close());
    },
    embed: async () => {
      const frame = document.createElement('iframe');
      frame.allow = 'cross-origin-isolated';
      const ended = new Promise<string>((resolve) => {
        const heard = ({ data, source }: MessageEvent<{ name?: string }>): void => {
          if (source !== frame.contentWindow || !/finished|failed/.test(data.name ?? '')) return;
          removeEventListener('message', heard);
          resolve(data.name ?? '');
        };
        addEventListener('message', heard);
      });
      frame.src = `${site ?? ''}embed.html?demo=pools&autorun=1&items=4&size=1&workers=1&repeats=1`;
      document.body.append(frame);
      const leaves = below(3) === 0;
      if (!leaves) expectEqual('an embed', await settled('an embed', ended), 'demo-finished');
      frame.remove();
    },
  };
  if (site !== null) Object.assign(actions, longer);

  return {
    step: async () => {
      const names = Object.keys(actions);
      const together = 1 + below(3);
      const chosen = Array.from({ length: together }, () => names[below(names.length)] ?? 'map');
      const faults = await Promise.allSettled(chosen.map(async (name) => actions[name]?.()));
      const fault = faults.find((one) => one.status === 'rejected');
      return { action: chosen.join(' + '), fault: fault ? String(fault.reason) : null };
    },
    state: async () => {
      const { workers } = await pg.processes.stats();
      const { held = [] } = await navigator.locks.query();
      const alive = held.filter(({ name }) => /:process-\d+:/.test(name ?? '')).length;
      return { heapBytes: await pg.heapUsed(), strays: alive - workers };
    },
    end: () => pg.close(),
  };
}
