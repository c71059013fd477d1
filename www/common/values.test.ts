/**
 * Values as bytes and as posted messages: they arrive unchanged or are refused with a code, in time
 * linear in their size. Random graphs are compared with the result of structured clone.
 */
import { describe, expect, test } from 'vitest';

import { decode, encode } from './codec';
import { difference } from './codec/same';
import { MARK, pack, unpack, type Marked, type Marker } from './packed';
import { generator } from './test/generator';
import { graph } from './test/random-graph';
import { transfer } from './transfer';

/** Node's module, without its types, which would apply to the browser's code too. */
const { createContext, runInContext } = (await import(
  /* @vite-ignore */ ['node', 'vm'].join(':')
)) as {
  createContext: (globals: object) => object;
  runInContext: (code: string, context: object) => unknown;
};

const marker: Marker = {
  '@parallel-playground': { kind: 'queue', owner: 'here', id: 1, at: 64, maxsize: 0 },
};

class Thing implements Marked {
  marked = 0;
  [MARK](): Marker {
    this.marked += 1;
    return marker;
  }
}

const revive = (received: Marker): unknown => {
  expect(received).toEqual(marker);
  return new Thing();
};
const coded = (value: unknown): unknown => decode(encode(value), revive);
const posted = (value: unknown): unknown => {
  const packed = pack(value);
  return unpack(structuredClone(packed, { transfer: packed.transfer ?? [] }), revive);
};
const ways = [
  ['as bytes', coded],
  ['posted', posted],
] as const;

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'settled';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

/** Values that arrive unchanged. */
function samples(): unknown[] {
  const shared = { a: 1 };
  const cyclic: unknown[] = [shared, shared];
  cyclic.push(cyclic, { cyclic });
  const grid = Array.from({ length: 25 }, (_, i) => ({ i, next: [] as unknown[] }));
  grid.forEach((cell, i) => {
    for (const j of [i - 5, i + 5, i - 1, i + 1]) if (grid[j]) cell.next.push(grid[j]);
  });
  const buffer = new ArrayBuffer(64);
  new Uint8Array(buffer).forEach((_, i, all) => (all[i] = i));
  const holes: unknown[] = [];
  holes[1] = undefined;
  holes[2] = 3;
  holes.length = 6;
  const named = Object.assign([1, 2], { index: 0, input: 'ab' });
  const sparse: unknown[] = [];
  sparse[4_000_000_000] = 'far';
  return [
    ...[0, -0, NaN, Infinity, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, 0.1].flatMap((x) => [x, [x]]),
    [null, undefined, true, false, '', 'é', '\ud800', 'x\udc00y', '한국어', 'a'.repeat(100_000)],
    { '\ud800': 1, '': 2, ['k'.repeat(100)]: '\udfff'.repeat(10_000) },
    [0n, -1n, 2n ** 64n, -(2n ** 200n)],
    JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3}'),
    cyclic,
    grid,
    holes,
    named,
    sparse,
    [new Date(0), new Date(NaN)],
    new Map<unknown, unknown>([
      [shared, cyclic],
      [NaN, shared],
      [new Map(), new Set([shared])],
    ]),
    [buffer, new Uint8Array(buffer, 8, 8), new DataView(buffer, 3, 5), new Float64Array(buffer, 8)],
    [
      new Float64Array([1, 2]),
      new BigInt64Array([1n]),
      new Uint8ClampedArray(3),
      new Float32Array(),
    ],
    { nested: { bytes: new Uint8Array(buffer, 5, 9), again: new Uint16Array(buffer, 10, 2) } },
  ];
}

describe.each(ways)('%s', (_, send) => {
  test('what passes is the same', () => {
    for (const value of samples()) expect(difference(value, send(value))).toBeNull();
  });

  test('an object without a prototype has none', () => {
    const value = [Object.assign(Object.create(null) as object, { a: 1 })];
    expect(difference(value, send(value))).toBeNull();
  });

  test('an error keeps its class, its name, its cause and what else it has', () => {
    class MyError extends RangeError {
      override name = 'MyError';
      code = 7;
    }
    const cause = { any: ['value'] };
    const errors: Error[] = [
      new Error('plain'),
      new TypeError('with a cause', { cause }),
      new Error('with no cause', { cause: undefined }),
      new AggregateError([new SyntaxError('inner'), 3], 'several'),
      Object.assign(new Error('coded'), { code: 'E_OWN', cause }),
    ];
    expect(difference([errors, cause], send([errors, cause]))).toBeNull();
    const mine = new MyError('mine');
    const got = send(mine) as MyError;
    expect(got).toBeInstanceOf(RangeError);
    expect([got.name, got.message, got.code, got.stack]).toEqual([
      'MyError',
      'mine',
      7,
      mine.stack,
    ]);
    const circular = new Error('circular');
    circular.cause = circular;
    const round = send(circular) as Error;
    expect(round.cause).toBe(round);
    const exception = send(new DOMException('gone', 'AbortError')) as DOMException;
    expect(exception).toBeInstanceOf(DOMException);
    expect([exception.name, exception.message]).toEqual(['AbortError', 'gone']);
  });

  test('values of another realm are what they are', () => {
    const value = runInContext(
      `(() => {
        class MyError extends TypeError {}
        const shared = { a: [1] };
        const error = Object.assign(new MyError('there', { cause: shared }), { code: 3 });
        return {
          shared, map: new Map([[shared, 1]]), set: new Set([shared]), date: new Date(5),
          floats: Float64Array.of(1, 2), buffer: new ArrayBuffer(2), error,
        };
      })()`,
      createContext({}),
    ) as Record<string, object> & { error: Error & { code: number } };
    const got = send(value) as typeof value;
    const classes = [Object, Map, Set, Date, Float64Array, ArrayBuffer, TypeError];
    Object.values(got).forEach((part, i) => {
      expect(Object.getPrototypeOf(part) === classes[i]?.prototype).toBe(true);
    });
    expect(got).toMatchObject({
      shared: { a: [1] },
      map: new Map([[got.shared, 1]]),
      floats: Float64Array.of(1, 2),
      error: { message: 'there', code: 3 },
    });
    expect(got.error.cause).toBe(got.shared);
    expect(send(value.floats)).toEqual(Float64Array.of(1, 2));
    expect((send(value.buffer) as ArrayBuffer).byteLength).toBe(2);
  });

  test('an object of the library arrives as one, wherever it is', () => {
    const thing = new Thing();
    const cyclic: Record<string, unknown> = { thing };
    cyclic.self = cyclic;
    const got = send([thing, new Map([[thing, [thing]]]), new Set([thing]), cyclic]) as [
      Thing,
      Map<Thing, Thing[]>,
      Set<Thing>,
      typeof cyclic,
    ];
    expect(got[0]).toBeInstanceOf(Thing);
    expect(got[1].get(got[0])).toEqual([got[0]]);
    expect([...got[2]]).toEqual([got[0]]);
    expect(got[3].thing).toBe(got[0]);
    expect(got[3].self).toBe(got[3]);
    expect(thing.marked).toBe(1);
  });

  test('what structured clone does in no time takes none here', () => {
    let doubled: unknown[] = [1];
    for (let i = 0; i < 1000; i += 1) doubled = [doubled, doubled];
    expect(difference(doubled, send(doubled))).toBeNull();
    for (const length of [1000, 100_000]) {
      let list: object | null = null;
      for (let i = 0; i < length; i += 1) list = { i, next: list };
      expect(difference(list, send(list))).toBeNull();
    }
    let nested: unknown[] = [];
    for (let i = 0; i < 10_000; i += 1) nested = i % 2 ? [nested] : [new Map([[i, nested]])];
    expect(difference(nested, send(nested))).toBeNull();
    // Each is reached early, and only structured clone's order passes through all of them.
    const chain = Array.from({ length: 20_000 }, (): { next: unknown } => ({ next: null }));
    chain.forEach((link, i) => (link.next = chain[i + 1] ?? null));
    expect(difference(chain, send(chain))).toBeNull();
  });

  test('a view brings its own bytes, and views that overlap share theirs', () => {
    const large = new ArrayBuffer(200_000_000);
    const floats = new Float64Array(large, 80_000_000, 4).fill(3);
    const one = send({ floats }) as { floats: Float64Array };
    expect([...one.floats, one.floats.buffer.byteLength]).toEqual([3, 3, 3, 3, 32]);
    const bytes = new Uint8Array(large, 80_000_012, 12);
    const apart = new Uint8Array(large, 3, 5);
    const [a, b, c] = send([floats, bytes, apart]) as [Float64Array, Uint8Array, Uint8Array];
    expect(a.buffer).toBe(b.buffer);
    expect([a.buffer.byteLength, c.buffer.byteLength]).toEqual([32, 5]);
    b.fill(0);
    expect(a[2]).toBe(0);
  });

  test('what cannot be sent has a code', () => {
    const detached = new Float64Array(4);
    structuredClone(detached, { transfer: [detached.buffer] });
    const throwing = {
      get a(): number {
        throw new TypeError('no');
      },
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [() => 1, Symbol('s'), throwing, proxy]) {
      expect(codeOf(() => send({ deep: [value] }))).toBe('E_CLONE');
    }
    // The platform's own error, 25, gets a code of the library where values are posted.
    for (const value of [new WeakMap(), detached.buffer]) {
      expect(['E_CLONE', 25]).toContain(codeOf(() => send({ deep: [value] })));
    }
  });

  test('random graphs are what structured clone makes of them', () => {
    const seed = Number(
      (globalThis as { process?: { env: Record<string, string> } }).process?.env.SEED ??
        Date.now() % 1e9,
    );
    const random = generator(seed);
    for (let round = 0; round < 300; round += 1) {
      const value = graph(random);
      const got = send(value);
      expect(difference(structuredClone(value), got), `SEED=${seed}, round ${round}`).toBeNull();
      expect(difference(value, got), `SEED=${seed}, round ${round}`).toBeNull();
    }
  });
});

describe('as bytes', () => {
  test('what structured clone changes, or only a realm of its own can have, is refused', () => {
    class Own {
      x = 1;
    }
    const refused = [
      new Own(),
      /x/,
      new Blob(['x']),
      Object(1),
      Object('x'),
      Object(true),
      new URL('http://a/'),
      { [Symbol('key')]: 1 },
      new SharedArrayBuffer(8),
      new Uint8Array(new SharedArrayBuffer(8)),
      Promise.resolve(),
    ];
    for (const value of refused) {
      expect(codeOf(() => coded(value))).toBe('E_CLONE');
      expect(codeOf(() => coded([value]))).toBe('E_CLONE');
    }
    const detached = new Float64Array(4);
    structuredClone(detached, { transfer: [detached.buffer] });
    expect(codeOf(() => coded(detached))).toBe('E_CLONE');
    expect(codeOf(() => coded(detached.buffer))).toBe('E_CLONE');
  });

  test('a getter may encode another value', () => {
    const value = {
      get inner(): Uint8Array {
        return encode({ inner: 'x'.repeat(100) });
      },
      after: 1,
    };
    const got = coded(value) as typeof value;
    expect(decode(got.inner, revive)).toEqual({ inner: 'x'.repeat(100) });
    expect(got.after).toBe(1);
  });

  test('long messages do not write over one another', () => {
    const texts = Array.from({ length: 3 }, (_, i) => [`${i}`.repeat(200_000)]);
    const messages = texts.map((text) => encode(text));
    expect(messages.map((message) => decode(message, revive))).toEqual(texts);
  });
});

describe('posted', () => {
  test('what needs no more than structured clone is passed to it as it is', () => {
    const value = { plain: [1, new Map([[1, new Uint8Array(4)]])], blob: new Blob(['x']) };
    expect(pack(value)).toEqual({ packed: value });
    expect(pack(value).packed).toBe(value);
  });

  test('what is marked moves, beside objects of the library and not', () => {
    for (const extra of [[], [new Thing()]]) {
      const array = Float64Array.of(1, 2, 3, 4);
      const value = [transfer(array.subarray(1, 3), [array.buffer]), ...extra];
      const got = posted(value) as [Float64Array];
      expect([...got[0], got[0].byteOffset]).toEqual([2, 3, 8]);
      expect(array.length).toBe(0);
    }
  });

  test('objects of the platform pass beside those of the library', async () => {
    const [, blob, pattern] = posted([new Thing(), new Blob(['x']), /x/g]) as [Thing, Blob, RegExp];
    expect(await blob.text()).toBe('x');
    expect(pattern.flags).toBe('g');
  });

  test('a getter that changes what was met before leaves the rest as it is', () => {
    const cases: [change: (list: unknown[]) => void, first: unknown[]][] = [
      [(list) => list.push(0), [1, 2]],
      [(list) => list.push('four', {}), [1, 2, 3]],
      [(list) => list.push(0, 0, 0, 0, 0, 0, 0, 0), ['a']],
      [(list) => (list.length = 1), [1, { x: 1 }, 3]],
      [(list) => list.splice(0), Object.assign(Array(3), { 0: 1, 2: 3 })],
    ];
    for (const [change, first] of cases) {
      const list = [...first];
      const value = {
        list,
        get five() {
          change(list);
          return 5;
        },
        rest: { deep: [1, 2] },
        last: 'z',
      };
      const came = coded(value) as typeof value;
      expect({ ...came, list: [] }).toEqual({
        list: [],
        five: 5,
        rest: { deep: [1, 2] },
        last: 'z',
      });
      expect(came.list).toEqual(list);
    }
  });

  test('a key that a getter deletes is not there', () => {
    const value: Record<string, unknown> = {
      get first() {
        delete value['second'];
        return 1;
      },
      second: 2,
      third: undefined,
    };
    expect(Object.keys(coded(value) as object)).toEqual(['first', 'third']);
  });

  test('what looks like a marker is refused on the other side', () => {
    const packed = structuredClone(pack([{ '@parallel-playground': null }]));
    expect(codeOf(() => unpack(packed, ({ '@parallel-playground': { id } }) => id))).toBe(
      'E_CLONE',
    );
  });
});
