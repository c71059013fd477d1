/** The kernel's calls, for a process that blocks and for one that is suspended. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { ERRORS, EXIT_BIAS } from '../../../pkg/heap';
import { nowMs } from '../../common/clock';
import { generator } from '../../common/test/generator';
import type { HeapInstance } from '../../heap/instance';
import { heapForTests } from '../../heap/heap-for-tests';
import { ENGINE_AGENT, WINDOW_AGENT, WINDOW_REGION } from '../../heap/layout';
import { Operations } from '../../heap/operations';
import { SEED, seeded } from '../test/seed';
import { BY_PIPE, PUT } from '../message-log';
import { BAD_DESCRIPTOR, INTERRUPTED, isTimeOver, RESET } from './codes';
import { type Kernel, type Receiver, RING_BYTES } from './kernel';
import { newPlace } from './places';
import { SharedKernel } from './shared-kernel';
import { interruptOf, KILLED, SIGINT } from './signals';
import { WaitingKernel } from './waiting-kernel';

let instance: HeapInstance;
let operations: Operations;

beforeAll(async () => {
  instance = await heapForTests();
  operations = new Operations(instance);
});

const newTable = (): number => instance.exports.table_create();
const leave = (): never => {
  throw new Error('left');
};
const shared = (table = newTable()): SharedKernel =>
  new SharedKernel(instance, WINDOW_AGENT, table, interruptOf(WINDOW_REGION), leave);
const waiting = (table = newTable()): WaitingKernel =>
  new WaitingKernel(operations, WINDOW_AGENT, table);

const bytesOf = (length: number, first = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => first + i * 7);
/** The two numbers of a pair. */
const two = (pair: number): [number, number] => [Math.floor(pair / 2 ** 20), pair % 2 ** 20];

/** The message, or the number of an error. */
async function get(kernel: Kernel, fd: number, timeoutMs = 0): Promise<Uint8Array | number> {
  const receiver: Receiver = { received: new Uint8Array() };
  const length = await kernel.get(fd, timeoutMs, receiver);
  if (length < 0) return length;
  expect(receiver.received).toHaveLength(length);
  return receiver.received.slice();
}

describe.each([
  ['that blocks', shared],
  ['that is suspended', waiting],
] as const)('a process %s', (_name, make) => {
  let kernel: Kernel;
  let used: number;

  beforeEach(() => {
    kernel = make();
    used = instance.exports.heap_used();
  });

  /** Closes them; nothing may be left then. */
  const closeAll = (...fds: number[]): void => {
    for (const fd of fds) expect(kernel.close(fd)).toBe(0);
    expect(instance.exports.heap_used()).toBe(used);
  };

  test('is refused what it has not opened, or has closed', async () => {
    const closed = kernel.semaphore_create(1);
    kernel.close(closed);
    for (const fd of [closed, 77, -1, 0]) {
      const replies = [
        kernel.semaphore_acquire(fd, 0),
        kernel.semaphore_release(fd, 1),
        kernel.put(fd, bytesOf(1), 0),
        kernel.get(fd, 0, { received: bytesOf(0) }),
        kernel.poll(fd, 0),
        kernel.size(fd),
        kernel.task_done(fd),
        kernel.join(fd, 0),
        kernel.wait_any(Int32Array.of(fd), 0),
        kernel.block_read(fd, 0, bytesOf(1)),
        kernel.block_write(fd, 0, bytesOf(1)),
        kernel.element_set(fd, 0, 0, 0),
        kernel.retain(fd),
        kernel.duplicate(fd),
        kernel.exit_code(fd),
      ];
      for (const reply of replies) expect(await reply).toBe(BAD_DESCRIPTOR);
      expect(kernel.element_get(fd, 0, 0)).toBeNaN();
      expect(kernel.close(fd)).toBe(ERRORS.NO_OBJECT);
    }
    closeAll();
  });

  test('acquires and releases a semaphore as often as it may', async () => {
    const fd = kernel.semaphore_create(2);
    const acquire = (): unknown => kernel.semaphore_acquire(fd, 0);
    expect([await acquire(), await acquire()]).toEqual([0, 0]);
    expect([await acquire(), kernel.semaphore_value(fd)]).toEqual([ERRORS.TIMED_OUT, 0]);
    const release = (): unknown => kernel.semaphore_release(fd, 2);
    expect([release(), release(), release()]).toEqual([0, 0, ERRORS.TOO_MANY]);
    closeAll(fd);
  });

  test('gets messages of every length as they were put, in their order', async () => {
    const fd = kernel.queue_create(0);
    const lengths = [0, 1, 16_384, 16_385, RING_BYTES - 1, RING_BYTES, RING_BYTES + 1, 262_144];
    for (const [i, length] of lengths.entries()) {
      expect(await kernel.put(fd, bytesOf(length, i), 0)).toBe(0);
    }
    expect(kernel.size(fd)).toBe(lengths.length);
    for (const [i, length] of lengths.entries()) {
      const got = await get(kernel, fd);
      // Compared as text: an expectation of long arrays takes seconds.
      expect(String(got) === String(bytesOf(length, i)), `length ${length}`).toBe(true);
    }
    expect(await get(kernel, fd)).toBe(ERRORS.EMPTY);
    closeAll(fd);
  });

  test('may put so many into a queue, and joins when all have been done', async () => {
    const fd = kernel.queue_create(2);
    const put = (): unknown => kernel.put(fd, bytesOf(3), 0);
    expect([await put(), await put(), await put()]).toEqual([0, 0, ERRORS.FULL]);
    expect(await kernel.poll(fd, 0)).toBe(0);
    for (let left = 2; left > 0; left -= 1) {
      expect(isTimeOver(await kernel.join(fd, 0))).toBe(true);
      await get(kernel, fd);
      expect(await kernel.task_done(fd)).toBe(0);
    }
    expect(await kernel.join(fd, 0)).toBe(0);
    expect(isTimeOver(await kernel.poll(fd, 0))).toBe(true);
    expect(await kernel.task_done(fd)).toBe(ERRORS.NO_TASK);
    closeAll(fd);
  });

  test('receives by the first end of a pipe, and by both of a duplex one', async () => {
    const [reader, writer] = two(kernel.pipe_create(false));
    expect(await kernel.put(reader, bytesOf(1), 0)).toBe(BAD_DESCRIPTOR);
    expect(await get(kernel, writer)).toBe(BAD_DESCRIPTOR);
    expect(await kernel.put(writer, bytesOf(5), 0)).toBe(0);
    expect(await get(kernel, reader)).toEqual(bytesOf(5));
    const [here, there] = two(kernel.pipe_create(true));
    await kernel.put(here, bytesOf(1), 0);
    await kernel.put(there, bytesOf(2), 0);
    expect([await get(kernel, here), await get(kernel, there)]).toEqual([bytesOf(2), bytesOf(1)]);
    closeAll(reader, writer, here, there);
  });

  test('hears once that the other end went away with messages unread', async () => {
    const [here, there] = two(kernel.pipe_create(true));
    await kernel.put(here, bytesOf(4), 0);
    await kernel.put(there, bytesOf(6), 0);
    kernel.close(there);
    expect(await kernel.poll(here, 0)).toBe(0);
    expect(await get(kernel, here)).toEqual(bytesOf(6));
    expect([await get(kernel, here), await get(kernel, here)]).toEqual([RESET, ERRORS.CLOSED]);
    expect(await kernel.put(here, bytesOf(1), 0)).toBe(ERRORS.CLOSED);
    // There is something to hear: the end.
    expect(await kernel.poll(here, 0)).toBe(0);
    closeAll(here);
  });

  test('waits for the first of several, and frees the list', async () => {
    const [queue, semaphore] = [kernel.queue_create(0), kernel.semaphore_create(0)];
    const [reader, writer] = two(kernel.pipe_create(false));
    const any = (): unknown => kernel.wait_any(Int32Array.of(queue, semaphore, reader), 1);
    expect(isTimeOver((await any()) as number)).toBe(true);
    kernel.close(writer);
    expect(await any()).toBe(2);
    expect(await kernel.semaphore_release(semaphore, 1)).toBe(0);
    expect(await any()).toBe(1);
    await kernel.put(queue, bytesOf(1), 0);
    expect(await any()).toBe(0);
    expect(await kernel.wait_any(Int32Array.of(queue, 99), 1)).toBe(BAD_DESCRIPTOR);
    closeAll(queue, semaphore, reader);
  });

  test('reads of a block what it has written, and nothing beside it', async () => {
    const random = generator(SEED);
    const n = 300;
    const [fd, other] = [kernel.block_create(n), kernel.block_create(n)];
    const model = new Uint8Array(n);
    for (let round = 0; round < 200; round += 1) {
      const offset = Math.floor(random() * n);
      const length = Math.floor(random() * (n - offset + 1));
      const written = bytesOf(length, round);
      expect(await kernel.block_write(fd, offset, written)).toBe(0);
      model.set(written, offset);
      const all = new Uint8Array(n);
      expect(await kernel.block_read(fd, 0, all)).toBe(0);
      expect(all.join(), seeded(round)).toBe(model.join());
    }
    const rest = new Uint8Array(n);
    await kernel.block_read(other, 0, rest);
    expect(rest.every((byte) => byte === 0)).toBe(true);
    closeAll(fd, other);
  });

  test('has an object until the last descriptor of it is closed', async () => {
    const first = kernel.queue_create(0);
    await kernel.put(first, bytesOf(9), 0);
    const second = await kernel.duplicate(first);
    // As another process gets it: by its address, with a reference.
    const third = kernel.open(await kernel.retain(first));
    expect(new Set([first, second, third]).size).toBe(3);
    kernel.close(first);
    kernel.close(third);
    expect(await get(kernel, second)).toEqual(bytesOf(9));
    closeAll(second);
  });

  test('finds by a number that is used again the new object', async () => {
    const fd = kernel.semaphore_create(1);
    expect(kernel.semaphore_value(fd)).toBe(1);
    kernel.close(fd);
    expect(kernel.queue_create(0)).toBe(fd);
    expect(await kernel.put(fd, bytesOf(2), 0)).toBe(0);
    expect(await get(kernel, fd)).toEqual(bytesOf(2));
    closeAll(fd);
  });

  test('reads an exit code when there is one', async () => {
    const made = newPlace(instance, null, []);
    if (typeof made === 'number') throw new Error(`error ${made}`);
    const child = kernel.open(made.place.exit);
    expect(await kernel.exit_code(child)).toBe(0);
    expect(isTimeOver(await kernel.wait_any(Int32Array.of(child), 1))).toBe(true);
    instance.exports.exit_set(made.place.exit, -9);
    expect(await kernel.wait_any(Int32Array.of(child), 1)).toBe(0);
    expect(await kernel.exit_code(child)).toBe(EXIT_BIAS - 9);
  });

  test('tells what it waited for, and nothing of what was there', async () => {
    const told: string[] = [];
    const objects: number[] = [];
    kernel.onWait = ({ label, startMs, object }, endMs, goesOn) => {
      if (endMs - startMs < 4) return;
      expect(goesOn).toBe(true);
      told.push(label);
      objects.push(object);
    };
    const queue = kernel.queue_create(1);
    await kernel.put(queue, bytesOf(1), 100);
    await kernel.put(queue, bytesOf(1), 5);
    await get(kernel, queue, 100);
    await get(kernel, queue, 5);
    await kernel.join(queue, 5);
    const lock = kernel.semaphore_create(0);
    await kernel.semaphore_acquire(lock, 5);
    const [reader] = two(kernel.pipe_create(false));
    await get(kernel, reader, 5);
    await kernel.wait_any(Int32Array.of(reader), 5);
    await kernel.wait_any(Int32Array.of(reader, queue), 5);
    const made = newPlace(instance, null, []);
    if (typeof made === 'number') throw new Error(`error ${made}`);
    const child = kernel.open(made.place.exit);
    await kernel.wait_any(Int32Array.of(child), 5);
    expect(told).toEqual([
      'queue.put',
      'queue.get',
      'queue.join',
      'lock.acquire',
      'connection.recv',
      'connection.recv',
      'wait',
      'process.join',
    ]);
    expect([...kernel.waits]).toEqual([]);
    // The queue, the lock, the pipe; several have no number, nor has a process without one.
    const [of = 0, , , lockId = 0, pipeId = 0] = objects;
    expect(objects).toEqual([of, of, of, lockId, pipeId, pipeId, 0, 0]);
    expect(new Set([0, of, lockId, pipeId]).size).toBe(4);
  });

  test('tells of messages, numbered alike on both sides, by whatever descriptor', async () => {
    const told: [number, number, boolean, number][] = [];
    const pipes: boolean[] = [];
    const [first, second] = two(kernel.pipe_create(true));
    const queue = kernel.queue_create(1);
    await kernel.put(queue, bytesOf(5), 0);
    const log = {
      isFull: false,
      dropped: 0,
      add: (object: number, sequence: number, sort: number, timeMs: number, bytes: number) => {
        expect(timeMs).toBeCloseTo(nowMs(), -3);
        told.push([object, sequence, (sort & PUT) !== 0, bytes]);
        pipes.push((sort & BY_PIPE) !== 0);
      },
    };
    kernel.messages = log;
    const other = kernel.duplicate(queue) as number;
    expect(isTimeOver(await kernel.put(queue, bytesOf(1), 0))).toBe(true);
    await get(kernel, other);
    expect(isTimeOver(await kernel.get(queue, 0, { received: bytesOf(0) }))).toBe(true);
    await kernel.put(other, bytesOf(7), 0);
    await kernel.put(first, bytesOf(2), 0);
    await kernel.put(first, bytesOf(3), 0);
    await kernel.put(second, bytesOf(4), 0);
    for (const fd of [second, second, first]) await get(kernel, fd);
    const [[id], , [forth], , [back]] = told as [[number], unknown, [number], unknown, [number]];
    expect(told).toEqual([
      [id, 0, false, 5],
      [id, 1, true, 7],
      [forth, 0, true, 2],
      [forth, 1, true, 3],
      [back, 0, true, 4],
      [forth, 0, false, 2],
      [forth, 1, false, 3],
      [back, 0, false, 4],
    ]);
    expect(new Set([id, forth, back]).size).toBe(3);
    expect(pipes).toEqual([false, false, true, true, true, true, true, true]);
    // What there is no room for is counted, and has its number.
    log.isFull = true;
    await get(kernel, queue);
    await kernel.put(queue, bytesOf(1), 0);
    log.isFull = false;
    await get(kernel, queue);
    expect(log.dropped).toBe(2);
    expect(told.at(-1)).toEqual([id, 2, false, 1]);
  });
});

describe('signals', () => {
  test('end the wait of a process that blocks, which then takes the signal once', () => {
    const kernel = shared();
    const words = instance.heap.words();
    const word = interruptOf(WINDOW_REGION) / 4;
    words[word] = SIGINT;
    const receiver = { received: new Uint8Array() };
    expect(kernel.get(kernel.queue_create(0), -1, receiver)).toBe(INTERRUPTED);
    expect([kernel.takeSignal(), kernel.takeSignal()]).toEqual([SIGINT, 0]);
    expect(kernel.get(kernel.queue_create(0), 1, receiver)).toBe(ERRORS.EMPTY);
    words[word] = KILLED;
    expect(() => kernel.semaphore_acquire(kernel.semaphore_create(0), -1)).toThrow('left');
    words[word] = 0;
  });

  test('do not keep a message from a process that blocks', () => {
    const kernel = shared();
    const fd = kernel.queue_create(0);
    void kernel.put(fd, bytesOf(3), 0);
    const word = interruptOf(WINDOW_REGION) / 4;
    instance.heap.words()[word] = SIGINT;
    expect(kernel.get(fd, -1, kernel)).toBe(3);
    expect(kernel.received).toEqual(bytesOf(3));
    expect(kernel.takeSignal()).toBe(SIGINT);
  });

  test('that come while a wait is ended by something else are passed on, but not with a lock', () => {
    const kernel = shared();
    const heard: number[] = [];
    kernel.onSignal = (signal) => heard.push(signal);
    const [lock, queue] = [kernel.semaphore_create(1), kernel.queue_create(0)];
    void kernel.put(queue, bytesOf(3), 0);
    const words = instance.heap.words();
    Atomics.store(words, interruptOf(WINDOW_REGION) / 4, SIGINT);

    expect(kernel.semaphore_acquire(lock, -1)).toBe(0);
    expect(heard).toEqual([]);
    expect(kernel.get(queue, -1, kernel)).toBe(3);
    expect(heard).toEqual([SIGINT]);
    expect(kernel.takeSignal()).toBe(0);
  });

  test('end all waits of a process that is suspended, and none that begins later', async () => {
    const kernel = waiting();
    const [queue, lock] = [kernel.queue_create(0), kernel.semaphore_create(0)];
    const waits: Promise<unknown>[] = [
      get(kernel, queue, -1),
      get(kernel, queue, -1),
      Promise.resolve(kernel.semaphore_acquire(lock, -1)),
      Promise.resolve(kernel.wait_any(Int32Array.of(queue, lock), -1)),
    ];
    kernel.interrupt();
    expect(await Promise.all(waits)).toEqual(waits.map(() => INTERRUPTED));
    expect(await kernel.semaphore_acquire(lock, 1)).toBe(ERRORS.TIMED_OUT);
    expect(operations.isIdle).toBe(true);
  });
});

test('messages that come at once go to those who wait, each to one of them', async () => {
  const kernel = waiting();
  const fd = kernel.queue_create(0);
  const gets = Array.from({ length: 6 }, () => get(kernel, fd, -1));
  const at = kernel.descriptors.at(fd)?.at ?? 0;
  // All before any of those who wait has its turn.
  for (let i = 1; i <= gets.length; i += 1) {
    instance.transit.sent = bytesOf(i * 100, i);
    instance.exports.queue_put(at, ENGINE_AGENT, 0, 0, 0, i * 100, 0);
  }
  const got = (await Promise.all(gets)) as Uint8Array[];
  expect(got).toEqual(gets.map((_, i) => bytesOf((i + 1) * 100, i + 1)));
});
