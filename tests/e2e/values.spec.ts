/**
 * Values between the page and its processes, by every way: what arrives is what was there when the
 * call was made.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

/** The ways by which a value goes to a process and back. */
type Ways = Record<string, (value: unknown) => Promise<unknown>>;

declare global {
  var ways: Ways;
}

test.beforeEach(async ({ pools }) => {
  await pools.evaluate(() => {
    const { processes } = pg;
    const echo = (value: unknown): unknown => value;
    globalThis.ways = {
      submit: (value) => processes.submit(echo, value),
      map: async (value) => (await processes.map(echo, [value]))[0],
      'submit beside an object': async (value) =>
        ((await processes.submit(echo, [pg.event(), value])) as unknown[])[1],
      spawn: async (value) => {
        const out = pg.queue<unknown>();
        pg.spawn(async (out, value) => out.put(value), out, value);
        return out.get();
      },
      queue: async (value) => {
        const queue = pg.queue<unknown>();
        const [got] = await Promise.all([queue.get(), queue.put(value)]);
        return got;
      },
      pipe: async (value) => {
        const [here, there] = pg.pipe<unknown>();
        const [got] = await Promise.all([there.recv(), here.send(value)]);
        return got;
      },
      list: async (value) => {
        const list = pg.list<unknown>();
        await list.append(value);
        return list.get(0);
      },
    };
  });
});

const everyWay = [
  'submit',
  'map',
  'submit beside an object',
  'spawn',
  'queue',
  'pipe',
  'list',
] as const;

for (const way of everyWay) {
  test(`what arrives by ${way} is what was sent`, async ({ pools }) => {
    await test.step('graphs keep their shape', async () => {
      const seen = await pools.evaluate(async (way) => {
        const send = ways[way] as Ways[string];
        let doubled: unknown = [1];
        for (let i = 0; i < 24; i += 1) doubled = [doubled, doubled];
        let got = await send(doubled);
        let levels = 0;
        for (; Array.isArray(got) && got[0] === got[1] && got.length === 2; levels += 1) {
          got = (got as unknown[])[0];
        }
        interface Cell {
          i: number;
          next: Cell[];
        }
        const grid = Array.from({ length: 25 }, (_, i): Cell => ({ i, next: [] }));
        for (const { i, next } of grid) {
          for (const j of [i - 5, i + 5, i - 1, i + 1]) if (grid[j]) next.push(grid[j]);
        }
        const cells = (await send(grid)) as Cell[];
        const linked = cells.every(({ i, next }) =>
          next.every((cell) => cells[cell.i] === cell && cell.next.includes(cells[i] as Cell)),
        );
        const lengths: number[] = [];
        for (const length of [1000, 100_000]) {
          let list: { next: unknown } | null = null;
          for (let i = 0; i < length; i += 1) list = { next: list };
          let links = 0;
          for (let at = (await send(list)) as typeof list; at; at = at.next as typeof list)
            links += 1;
          lengths.push(links);
        }
        let nested: unknown[] = [];
        for (let i = 0; i < 10_000; i += 1) nested = [nested];
        let depth = 0;
        for (let at = (await send(nested)) as unknown[]; at.length > 0; at = at[0] as unknown[]) {
          depth += 1;
        }
        return { levels, end: got, cells: cells.length, linked, lengths, depth };
      }, way);
      expect(seen).toEqual({
        levels: 24,
        end: [1],
        cells: 25,
        linked: true,
        lengths: [1000, 100_000],
        depth: 10_000,
      });
    });

    await test.step('what is easily changed on the way is not', async () => {
      const seen = await pools.evaluate(async (way) => {
        const send = ways[way] as Ways[string];
        const own = (await send(JSON.parse('{"__proto__": 1, "\\ud800": "\\udfff"}'))) as object;
        const holes = (await send(
          Object.assign([], { 1: undefined, length: 3, name: 'n' }),
        )) as object;
        const inner = new TypeError('inner', { cause: [-0] });
        const error = new AggregateError([inner], 'outer', { cause: inner });
        const got = (await send(Object.assign(error, { code: 7 }))) as typeof error & {
          code: number;
        };
        const thing = (await send({ map: new Map([[{ k: 1 }, pg.queue<unknown>()]]) })) as {
          map: Map<object, ReturnType<typeof pg.queue>>;
        };
        const [queue] = thing.map.values();
        await queue?.put(3);
        const Float16 = (globalThis as { Float16Array?: typeof Float32Array }).Float16Array;
        const half = Float16 && ((await send({ half: Float16.of(0.5) })) as { half: Float32Array });
        return {
          own: Object.entries(own),
          holes: [Object.keys(holes), (holes as unknown[]).length],
          error: [got.constructor.name, got.message, got.code, got.stack === error.stack],
          inner: [got.errors[0] === got.cause, Object.is((inner.cause as [number])[0], -0)],
          cause: (got.cause as Error).constructor === TypeError,
          through: await queue?.get(),
          half: half && [half.half.constructor === Float16, half.half[0]],
          bare: Object.getPrototypeOf(await send(Object.create(null))) as unknown,
        };
      }, way);
      expect(seen).toEqual({
        own: [
          ['__proto__', 1],
          ['\ud800', '\udfff'],
        ],
        holes: [['1', 'name'], 3],
        error: ['AggregateError', 'outer', 7, true],
        inner: [true, true],
        cause: true,
        through: 3,
        half: seen.half && [true, 0.5],
        bare: null,
      });
    });

    await test.step('values of a frame are what they are', async () => {
      const seen = await pools.evaluate(async (way) => {
        const send = ways[way] as Ways[string];
        const frame = document.body.appendChild(document.createElement('iframe'));
        const made = (frame.contentWindow as Window & { eval(code: string): unknown }).eval(
          `[{ a: { b: 1 } }, new Map([[1, [2]]]), new Date(5), new RangeError('r'), Float64Array.of(1, 2),
          new Uint8Array([7]).buffer, new Set([1])]`,
        ) as object[];
        const classes = [Object, Map, Date, RangeError, Float64Array, ArrayBuffer, Set];
        const alone: unknown[] = [];
        for (const [i, value] of made.entries()) {
          const got = (await send(value)) as object;
          alone.push(Object.getPrototypeOf(got) === classes[i]?.prototype);
        }
        const together = (await send([...made])) as object[];
        const floats = together[4] as Float64Array;
        return {
          alone,
          together: together.map((it, i) => Object.getPrototypeOf(it) === classes[i]?.prototype),
          values: [JSON.stringify(together[0]), [...floats], (together[3] as Error).message],
        };
      }, way);
      const all = Array<boolean>(7).fill(true);
      expect(seen).toEqual({ alone: all, together: all, values: ['{"a":{"b":1}}', [1, 2], 'r'] });
    });

    await test.step('what cannot be sent is refused with a code', async () => {
      const seen = await pools.evaluate(async (way) => {
        const send = ways[way] as Ways[string];
        const detached = new Float64Array(4);
        structuredClone(detached, { transfer: [detached.buffer] });
        const values = [
          detached,
          { deep: detached.buffer },
          {
            get throwing(): never {
              throw new TypeError('no');
            },
          },
          [() => 1],
          [new WeakMap()],
        ];
        const codes: string[] = [];
        for (const value of values) {
          // A process that cannot be given its arguments never puts anything.
          const sent =
            way === 'spawn'
              ? (async () => pg.spawn((value: unknown) => value, value).join())()
              : send(value);
          codes.push((await failureOf(sent)).code);
        }
        return codes;
      }, way);
      expect(seen).toEqual(Array(5).fill('E_CLONE'));
    });
  });
}

test('a view of a large buffer brings its own bytes', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const large = new Float64Array(25_000_000);
    const view = large.subarray(1000, 1004).fill(2);
    const bytesOf = (view: Float64Array): number[] => [view.buffer.byteLength, ...view];
    const out = pg.queue<number[]>();
    await pg
      .spawn(async (out, view) => out.put([view.buffer.byteLength, ...view]), out, view)
      .join();
    const { c } = await pg.matmul(view, view, { m: 2, k: 2, n: 2 });
    const frame = document.body.appendChild(document.createElement('iframe'));
    const Theirs = (frame.contentWindow as unknown as typeof globalThis).Float64Array;
    const a = Theirs.of(1, 2, 3, 4);
    return {
      submit: await pg.processes.submit(bytesOf, view),
      map: await pg.processes.map(bytesOf, [view, view]),
      spawn: await out.get(),
      c: [...c],
      theirs: [...(await pg.matmul(a, a, { m: 2, k: 2, n: 2 })).c],
    };
  });
  const own = [32, 2, 2, 2, 2];
  const [submit, map, spawn] = [own, [own, own], own];
  expect(seen).toEqual({ submit, map, spawn, c: [8, 8, 8, 8], theirs: [7, 10, 15, 22] });
});

test('arguments are what they were when the call was made', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const one = Float64Array.of(1);
    const scratch = new Float64Array(1);
    const products = await Promise.all(
      [1, 2, 3, 4, 5].map((i) => {
        scratch[0] = i;
        return pg.matmul(scratch, one, { m: 1, k: 1, n: 1 });
      }),
    );
    const object = { i: 0, list: [0] };
    const set = (i: number): typeof object => {
      object.i = i;
      object.list[0] = i;
      return object;
    };
    const read = ({ i, list }: typeof object): number[] => [i, ...list];
    const out = pg.queue<number[]>();
    const later = {
      submit: Promise.all([1, 2, 3].map((i) => pg.processes.submit(read, set(i)))),
      map: Promise.all([4, 5].map((i) => pg.processes.map(read, [set(i)]))),
      put: [6, 7].map((i) => out.put(read(set(i)))),
      spawn: [8, 9].map((i) =>
        pg.spawn(async (out, it) => out.put([it.i, ...it.list]), out, set(i)),
      ),
    };
    set(-1);
    const got = { submit: await later.submit, map: await later.map };
    await Promise.all([...later.put, ...later.spawn.map((process) => process.join())]);
    const queued: number[][] = [];
    for (let i = 0; i < 4; i += 1) queued.push(await out.get());
    // What is called while another call is given up may have to wait.
    const controller = new AbortController();
    const aborted = codeOf(pg.processes.map('sleep', [200], { signal: controller.signal }));
    controller.abort();
    const waiting = [1, 2, 3].map((i) => {
      scratch[0] = i;
      return [
        pg.matmul(scratch, one, { m: 1, k: 1, n: 1 }).then(({ c }) => c[0]),
        pg.processes.map(read, [set(i)]).then(([it]) => it?.[1]),
      ];
    });
    set(-1);
    scratch[0] = -1;
    const second: unknown[] = await Promise.all(waiting.flat());
    second.push((await aborted).code);
    return { c: products.map(({ c }) => c[0]), ...got, queued: queued.map(String).sort(), second };
  });
  const pair = (i: number): number[] => [i, i];
  expect(seen).toEqual({
    c: [1, 2, 3, 4, 5],
    submit: [1, 2, 3].map(pair),
    map: [[pair(4)], [pair(5)]],
    queued: ['6,6', '7,7', '8,8', '9,9'],
    second: [1, 1, 2, 2, 3, 3, 'E_CANCELLED'],
  });
});

test('what is marked moves to a spawned process, ports too', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const array = Float64Array.of(1, 2, 3);
    const answered = new Promise<unknown>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    const process = pg.spawn(
      (port, array, event) => {
        port.postMessage([...array]);
        return event.set();
      },
      library.transfer(port2, [port2]),
      library.transfer(array, [array.buffer]),
      pg.event(),
    );
    const moved = array.length;
    return { moved, answered: await answered, exit: await process.join() };
  });
  expect(seen).toEqual({ moved: 0, answered: [1, 2, 3], exit: 0 });
});

test('holes are items, and options need no prototype', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    // eslint-disable-next-line no-sparse-arrays -- that is what is tested
    const holes = [, 1] as unknown[];
    const bare = (options: object): object => Object.assign(Object.create(null) as object, options);
    return {
      echoed: await pg.processes.map((x) => x === undefined, holes),
      // eslint-disable-next-line no-sparse-arrays -- that is what is tested
      symbol: (await failureOf(pg.processes.map((x) => x, [, Symbol('s')] as unknown[]))).message,
      options: await pg.processes.map('square', [2], bare({ chunksize: 1 })),
      queue: await failureOf(
        (async () => pg.queue<unknown>({ maxsize: bare({}) as never }).size())(),
      ),
    };
  });
  expect(seen.echoed).toEqual([true, false]);
  expect(seen.symbol).toContain('items[1]');
  expect(seen.options).toEqual([4]);
  expect(seen.queue.code).toBe('E_ARGUMENT');
});
