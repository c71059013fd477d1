/** The doors of heap.wasm for objects that processes own together, and for waiting for several. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import * as heap from '../../pkg/heap';
import type { HeapInstance } from './instance';
import { heapForTests } from './heap-for-tests';
import {
  CELL_BYTES,
  operationsOf,
  QUEUE_BYTES,
  RING_BYTES,
  STAGE_BYTES,
  stageOf,
  WINDOW_AGENT,
  WINDOW_REGION,
} from './layout';

const ME = WINDOW_AGENT;
const STAGE = stageOf(WINDOW_REGION);

let instance: HeapInstance;
let doors: heap.HeapExports;
/** Bytes in use before the test. */
let before: number;

beforeAll(async () => {
  instance = await heapForTests();
  doors = instance.exports;
});

beforeEach(() => {
  before = doors.heap_used();
});

const word = (address: number): number => instance.heap.words(address + 4)[address / 4] ?? NaN;
const setWord = (address: number, value: number): void => {
  instance.heap.words(address + 4)[address / 4] = value;
};

/** An owned queue with one reference. */
function newQueue(overflows: 0 | 1): number {
  const at = doors.owned_create(heap.OWNED_QUEUE, QUEUE_BYTES);
  expect(at % 64).toBe(0);
  expect(doors.queue_create(at, ME, RING_BYTES, 0, overflows)).toBe(0);
  return at;
}

function put(queue: number, bytes: Uint8Array, timeoutMs = 0): number {
  instance.transit.sent = bytes;
  return doors.queue_put(queue, ME, 0, 0, 0, bytes.length, timeoutMs);
}

/** The message's bytes, or an error. */
function get(queue: number): Uint8Array | number {
  const length = doors.queue_get(queue, ME, STAGE, STAGE_BYTES, 0);
  if (length < 0) return length;
  return length > STAGE_BYTES
    ? instance.transit.received
    : instance.heap.bytes().slice(STAGE, STAGE + length);
}

test.each([0, 1, 7, 1000, STAGE_BYTES, STAGE_BYTES + 1, 1_000_000])(
  'a message of %d raw bytes, without a head, comes out as it went in',
  (length) => {
    const queue = newQueue(1);
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    // Twice, so that one is beyond the ring.
    for (let i = 0; i < 2; i += 1) expect(put(queue, bytes)).toBe(0);
    for (let i = 0; i < 2; i += 1) {
      const got = get(queue);
      // Compared here, since an expectation of long arrays takes seconds.
      expect(typeof got !== 'number' && got.length === length).toBe(true);
      expect(bytes.findIndex((byte, at) => (got as Uint8Array)[at] !== byte)).toBe(-1);
    }
    expect(get(queue)).toBe(heap.ERRORS.EMPTY);
    put(queue, bytes);
    expect(doors.owned_release(queue, ME)).toBe(0);
    expect(doors.heap_used()).toBe(before);
    expect(put(queue, bytes)).toBe(heap.ERRORS.NO_OBJECT);
  },
);

test('a semaphore may be bounded, and its value read', () => {
  const at = instance.allocate(CELL_BYTES);
  doors.semaphore_create(at, 1);
  expect(doors.semaphore_release_at_most(at, 1)).toBe(heap.ERRORS.TOO_MANY);
  expect(doors.semaphore_acquire(at, 0)).toBe(0);
  expect(doors.semaphore_value(at)).toBe(0);
  expect(doors.semaphore_release_at_most(at, 1)).toBe(0);
  expect(doors.semaphore_value(at)).toBe(1);
});

test('the first exit code stays', () => {
  const at = instance.allocate(CELL_BYTES);
  expect([doors.exit_status(at), doors.exit_wait(at, 0)]).toEqual([0, heap.ERRORS.TIMED_OUT]);
  expect([doors.exit_set(at, -9), doors.exit_set(at, 0)]).toEqual([1, 0]);
  expect([doors.exit_status(at), doors.exit_wait(at, 0)]).toEqual([heap.EXIT_BIAS - 9, 0]);
});

describe('any', () => {
  /** One object of each kind, and the list of them. */
  function objects(): {
    list: number;
    queue: number;
    exit: number;
    semaphore: number;
    event: number;
  } {
    const queue = newQueue(0);
    const [exit = 0, semaphore = 0, event = 0, list = 0] = [1, 2, 3, 4].map(() =>
      instance.allocate(CELL_BYTES),
    );
    const pairs = [
      [heap.ANY_QUEUE, queue],
      [heap.ANY_EXIT, exit],
      [heap.ANY_SEMAPHORE, semaphore],
      [heap.ANY_EVENT, event],
    ];
    for (const [i, value] of pairs.flat().entries()) setWord(list + 4 * i, value);
    return { list, queue, exit, semaphore, event };
  }

  test('names the first that is ready, and takes nothing', () => {
    const { list, queue, exit, semaphore, event } = objects();
    const any = (n: number): number => doors.any_wait(list, n, ME, 1);
    expect([any(0), any(4)]).toEqual([heap.ERRORS.TIMED_OUT, heap.ERRORS.TIMED_OUT]);
    doors.event_set(event);
    expect([any(4), any(4), any(3)]).toEqual([3, 3, heap.ERRORS.TIMED_OUT]);
    doors.semaphore_release(semaphore);
    expect([any(4), doors.semaphore_value(semaphore)]).toEqual([2, 1]);
    doors.exit_set(exit, 0);
    expect(any(4)).toBe(1);
    put(queue, new Uint8Array(3));
    expect(any(4)).toBe(0);
    get(queue);
    expect(any(4)).toBe(1);
    doors.queue_finish(queue, ME);
    expect(any(4)).toBe(0);
  });

  test.each(['queue', 'exit', 'semaphore', 'event'] as const)(
    'goes in steps: the %s changes the word to wait on',
    (name) => {
      const of = objects();
      const record = operationsOf(WINDOW_REGION);
      doors.operation_begin(record, heap.OPERATIONS.indexOf('any'), of.list, ME, 4, 0, Infinity);
      expect(doors.operation_step(record)).toBe(heap.WAITS);
      const address = word(record + heap.OPERATION_ADDRESS);
      const expected = word(record + heap.OPERATION_EXPECTED);
      expect(word(address)).toBe(expected);
      const changes = {
        queue: () => put(of.queue, new Uint8Array(1)),
        exit: () => doors.exit_set(of.exit, 0),
        semaphore: () => doors.semaphore_release(of.semaphore),
        event: () => doors.event_set(of.event),
      };
      changes[name]();
      expect(word(address)).not.toBe(expected);
      expect(doors.operation_step(record)).toBe(0);
      const value = word(record + heap.OPERATION_VALUE);
      expect(value).toBe(Object.keys(changes).indexOf(name));
    },
  );

  test('refuses what it cannot wait for', () => {
    const { list } = objects();
    setWord(list, 99);
    expect(doors.any_wait(list, 4, ME, 0)).toBe(heap.ERRORS.NO_OBJECT);
    expect(() => doors.any_wait(list, heap.ANY_MOST + 1, ME, 0)).toThrow(WebAssembly.RuntimeError);
  });
});

test('a process that dies leaves an end of its pipes, and its copy goes on until it closes them', () => {
  const queue = newQueue(0);
  doors.owned_retain(queue);
  const [putter = 0, getter = 0] = [heap.PIPE_OUTGOING, heap.PIPE_INCOMING].map((side) => {
    const end = doors.owned_create(heap.OWNED_PIPE_END, 8);
    setWord(end + 4 * side, queue);
    return end;
  });
  const [parent, child] = [doors.table_create(), doors.table_create()];
  const fd = doors.table_open(parent, putter);
  expect([fd, doors.table_object(parent, fd), doors.table_object(parent, 0)]).toEqual([
    3,
    putter,
    0,
  ]);
  expect(doors.table_copy(parent, child)).toBe(0);
  expect(doors.owned_references(putter)).toBe(2);

  expect(doors.table_supervise(parent, ME, 77)).toBe(0);
  expect(doors.table_clear(parent, ME)).toBe(0);
  expect(put(queue, Uint8Array.of(1, 2))).toBe(0);
  expect(doors.table_close(child, fd, ME)).toBe(0);
  expect(doors.table_close(child, fd, ME)).toBe(heap.ERRORS.NO_OBJECT);
  expect(put(queue, Uint8Array.of(3))).toBe(heap.ERRORS.CLOSED);
  expect(get(queue)).toEqual(Uint8Array.of(1, 2));
  expect(get(queue)).toBe(heap.ERRORS.CLOSED);

  expect(doors.owned_release(getter, ME)).toBe(0);
  expect(doors.table_clear(child, ME)).toBe(0);
  expect(doors.heap_used()).toBe(before);
});

test('an object of an unknown kind, or larger than the memory, is not made', () => {
  expect(doors.owned_create(0, 8)).toBe(heap.ERRORS.NO_OBJECT);
  expect(doors.owned_create(heap.OWNED_MEMORY, 2 ** 32 - 1)).toBe(heap.ERRORS.NO_MEMORY);
  expect(doors.owned_create(heap.OWNED_MEMORY, 2 ** 30)).toBe(heap.ERRORS.NO_MEMORY);
});
