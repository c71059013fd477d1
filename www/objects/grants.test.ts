/** Arrays that are written and read where they lie, over a heap of this file's own. */
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';

import { markOf } from '../common/codec/graph';
import type { GrantView, SyncConnection, SyncQueue, Typecode } from '../common/types';
import { HeapAgent } from '../heap/agent';
import type { HeapInstance } from '../heap/instance';
import { heapForTests } from '../heap/heap-for-tests';
import { QUEUE_BYTES, RING_BYTES, WINDOW_AGENT } from '../heap/layout';
import { kindNamed } from './kinds/index';
import type { BlockingRealm } from './realm';
import { DISPOSE } from './rules';

let instance: HeapInstance;
let realm: BlockingRealm;
/** How often the realm was told that it gets views. */
let nViews = 0;

beforeAll(async () => {
  instance = await heapForTests();
  const unused = (): never => {
    throw new Error('not used here');
  };
  const agent = new HeapAgent(instance, WINDOW_AGENT, markOf, unused);
  const viewHeap = (): void => {
    nViews += 1;
  };
  realm = { agent, call: unused, encode: unused, decode: unused, viewHeap };
});

function newPart(overflows: boolean, maxsize = 0): number {
  const at = instance.allocate(QUEUE_BYTES);
  const { exports } = instance;
  expect(exports.queue_create(at, WINDOW_AGENT, RING_BYTES, maxsize, Number(overflows))).toBe(0);
  return at;
}

function newQueue(maxsize = 0): SyncQueue {
  const handle = { kind: 'queue', id: 1, at: newPart(true, maxsize), maxsize, owner: '' };
  return kindNamed('queue').blocking(realm, { handle }) as SyncQueue;
}

/** An end that sends to itself. */
function newPipe(): SyncConnection {
  const place = { id: 1, at: newPart(false) };
  const handle = { kind: 'connection', id: 2, sends: place, receives: place, owner: '' };
  return kindNamed('connection').blocking(realm, { handle }) as SyncConnection;
}

const code = (name: string): unknown => expect.objectContaining({ code: name });

const TYPES = {
  b: Int8Array,
  B: Uint8Array,
  h: Int16Array,
  H: Uint16Array,
  i: Int32Array,
  I: Uint32Array,
  q: BigInt64Array,
  Q: BigUint64Array,
  f: Float32Array,
  d: Float64Array,
} as const;

describe.each(Object.keys(TYPES) as Typecode[])('typecode %s', (typecode) => {
  test.each([0, 1, 3, 1000])('%i elements are got as they were written', (n) => {
    const Kind = TYPES[typecode];
    const value = (i: number): number => (typecode.toLowerCase() === 'q' ? BigInt(i) : i) as number;
    const expected = Array.from({ length: n }, (_, i) => value(i % 100));
    for (const { reserve, get, peek } of [newQueue(), newPipe()].map(bound)) {
      for (let lap = 0; lap < 100; lap += 1) {
        const room = reserve(n, typecode);
        expect(room.view).toBeInstanceOf(Kind);
        expect(room.view).toHaveLength(n);
        (room.view as Float64Array).set(expected);
        room.commit();
        if (lap % 2 === 0) expect(get()).toEqual((Kind as Float64ArrayConstructor).from(expected));
        else {
          const item = peek();
          // A view of shared memory, so it is compared by its elements.
          expect([...(item.view as Float64Array)]).toEqual(expected);
          expect(item.view).toBeInstanceOf(Kind);
          item.release();
        }
      }
    }
  });
});

/** The calls that a queue and an end of a pipe have in common. */
function bound(object: SyncQueue | SyncConnection): Pick<SyncQueue, 'reserve' | 'get' | 'peek'> {
  return {
    reserve: (length, typecode) => object.reserve(length, typecode),
    get: () => ('get' in object ? object.get() : object.recv()),
    peek: () => object.peek(),
  };
}

test('the types of views follow from the typecode and from the items', () => {
  const queue = newQueue() as SyncQueue<Int16Array>;
  const room = queue.reserve(1, 'h');
  expectTypeOf(room.view).toEqualTypeOf<Int16Array>();
  room.commit();
  const item = queue.peek();
  expectTypeOf(item.view).toEqualTypeOf<Int16Array>();
  item.release();
  const other = queue.reserve(1);
  expectTypeOf(other.view).toEqualTypeOf<Float64Array>();
  other.abort();
  expectTypeOf<ReturnType<SyncQueue['peek']>['view']>().toEqualTypeOf<GrantView>();
  expectTypeOf<ReturnType<SyncQueue<ArrayBuffer>['peek']>['view']>().toEqualTypeOf<Uint8Array>();
  expect(queue.size()).toBe(0);
});

test('the default is float64, and what is given up leaves nothing', () => {
  const queue = newQueue();
  const used = instance.exports.heap_used();
  const before = nViews;
  // The second one is beyond the ring.
  for (const n of [10, 100_000]) {
    const room = queue.reserve(n);
    expect(room.view.constructor).toBe(Float64Array);
    room.abort();
    room.abort();
    room[DISPOSE]();
  }
  expect(nViews).toBe(before + 2);
  expect(queue.size()).toBe(0);
  expect(instance.exports.heap_used()).toBe(used);
});

test('after its end a grant is E_ARGUMENT, and its end is not repeated', () => {
  const queue = newQueue();
  const room = queue.reserve(1);
  room.commit();
  expect(() => room.view).toThrow(code('E_ARGUMENT'));
  expect(() => {
    room.commit();
  }).toThrow(code('E_ARGUMENT'));
  room.abort();
  expect(queue.size()).toBe(1);
  const item = queue.peek();
  item.release();
  expect(() => item.view).toThrow(code('E_ARGUMENT'));
  expect(() => {
    item.release();
  }).toThrow(code('E_ARGUMENT'));
  item.abort();
  expect(queue.size()).toBe(0);
});

test('while a grant is open, other calls of this process on that side are E_ARGUMENT', () => {
  const queue = newQueue();
  queue.put(1.5);
  const room = queue.reserve(1);
  expect(() => queue.reserve(1)).toThrow(code('E_ARGUMENT'));
  expect(() => {
    queue.put(1);
  }).toThrow(code('E_ARGUMENT'));
  // The other side is free.
  expect(queue.get()).toBe(1.5);
  room.view[0] = 2.5;
  room.commit();
  const item = queue.peek();
  expect(() => queue.peek()).toThrow(code('E_ARGUMENT'));
  expect(() => queue.get()).toThrow(code('E_ARGUMENT'));
  queue.put(3.5);
  // Given up: it is still the first.
  item[DISPOSE]();
  expect([queue.get(), queue.get()]).toEqual([new Float64Array([2.5]), 3.5]);
});

test('a grant waits as long as put and get do, and says why there is none', () => {
  const queue = newQueue(1);
  for (const options of [{ block: false }, { timeoutMs: 1 }]) {
    expect(() => queue.peek(options)).toThrow(code('E_EMPTY'));
  }
  queue.put(0);
  expect(() => queue.reserve(1, 'd', { timeoutMs: 1 })).toThrow(code('E_FULL'));
  queue.get();
  const room = queue.reserve(1);
  queue.close();
  expect(() => {
    room.commit();
  }).toThrow(code('E_CLOSED'));
  expect(() => queue.reserve(1)).toThrow(code('E_CLOSED'));
  expect(() => queue.peek()).toThrow(code('E_CLOSED'));
  const pipe = newPipe();
  // This end is also the other one: what it has sent is still received.
  const last = pipe.reserve(2, 'B');
  last.view.set([7, 8]);
  last.commit();
  const { at } = (pipe as unknown as { handle: { sends: { at: number } } }).handle.sends;
  instance.exports.queue_finish(at, WINDOW_AGENT);
  const item = pipe.peek();
  expect([...(item.view as Uint8Array)]).toEqual([7, 8]);
  item.release();
  expect(() => pipe.peek()).toThrow(code('E_EOF'));
});

test.each([
  [-1, 'd'],
  [1.5, 'd'],
  [NaN, 'd'],
  [2 ** 31, 'B'],
  [1, 'x'],
] as [number, Typecode][])('reserve(%s, %s) is refused by name', (length, typecode) => {
  const queue = newQueue();
  const name = typecode === ('x' as Typecode) ? 'typecode' : 'length';
  expect(() => queue.reserve(length, typecode)).toThrow(
    expect.objectContaining({
      code: 'E_ARGUMENT',
      message: expect.stringContaining(name) as unknown,
    }),
  );
  queue.reserve(1).commit();
});

test('in a pipe there is room for half the ring', () => {
  const pipe = newPipe();
  const most = (RING_BYTES / 2 - 8) / 8;
  expect(() => pipe.reserve(most + 1)).toThrow(code('E_ARGUMENT'));
  for (let lap = 0; lap < 5; lap += 1) {
    pipe.reserve(most).commit();
    expect(pipe.recv()).toHaveLength(most);
    // Moves the edge.
    pipe.send(new Uint8Array(1000 * lap));
    pipe.recv();
  }
});

test('what is no array stays, and a buffer is bytes', () => {
  const queue = newQueue();
  queue.put('text');
  queue.put(Uint8Array.of(1, 2, 3).buffer);
  for (let i = 0; i < 2; i += 1) expect(() => queue.peek()).toThrow(code('E_UNSUPPORTED'));
  expect(queue.get()).toBe('text');
  const item = queue.peek();
  expect(item.view).toBeInstanceOf(Uint8Array);
  expect([...(item.view as Uint8Array)]).toEqual([1, 2, 3]);
  item.release();
});

test.each([7, 8191, 8193, 20_000, 65_528])(
  'arrays of %i bytes come as they were sent wherever the edge of the ring is',
  (bytes) => {
    const pipe = newPipe();
    const into = new Uint8Array(bytes);
    const sent = Uint8Array.from({ length: bytes }, (_, i) => i * 7);
    for (let lap = 0; lap < 24; lap += 1) {
      sent[0] = lap;
      pipe.send(sent);
      let got: Uint8Array;
      if (lap % 3 === 2) {
        const item = pipe.peek();
        got = Uint8Array.from(item.view as Uint8Array);
        item.release();
      } else got = pipe.recv(lap % 3 === 0 ? { into } : undefined) as Uint8Array;
      // Compared here, since an expectation of long arrays takes seconds.
      expect(got.length).toBe(bytes);
      expect(sent.findIndex((byte, i) => byte !== got[i])).toBe(-1);
      // Moves the edge.
      pipe.send(new Float64Array(lap * 111).subarray(lap));
      pipe.recv();
    }
  },
);
