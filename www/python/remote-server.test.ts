/** What the supervisor answers to the calls of a process that cannot see the heap. */
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { ERRORS } from '../../pkg/heap';
import type { CallReply, ProcessPlace } from '../common/python-messages';
import type { HeapInstance } from '../heap/instance';
import { TraceBook } from '../common/trace-book';
import { heapForTests } from '../heap/heap-for-tests';
import { ENGINE_AGENT, WINDOW_AGENT } from '../heap/layout';
import { Operations } from '../heap/operations';
import { BAD_DESCRIPTOR, INTERRUPTED } from './kernel/codes';
import { Descriptors, idAt } from './kernel/descriptors';
import { enterProcess, FIRST_PID, newPlace, RUN_BYTES } from './kernel/places';
import { actionOf, HANDLE } from './kernel/signals';
import { RemoteServer, type RunParts } from './remote-server';
import { Trace } from './trace';

const SIGTERM = 15;

let instance: HeapInstance;
let operations: Operations;
let run: RunParts;
let place: ProcessPlace;
let server: RemoteServer;
let book: TraceBook;
let trace: Trace;
/** All that the process has been told. */
let told: (CallReply | { signal: number })[];
let calls = 0;

beforeAll(async () => {
  instance = await heapForTests();
  operations = new Operations(instance);
});

beforeEach(() => {
  const queues = new Descriptors(instance, ENGINE_AGENT, 0);
  run = {
    at: instance.allocate(RUN_BYTES),
    console: queues.createQueue(4096, 0, true),
    stdin: queues.createQueue(4096, 0, true),
    room: () => Promise.resolve(),
  };
  const made = newPlace(instance, null, []);
  if (typeof made === 'number') throw new Error(`error ${made}`);
  ({ place } = made);
  told = [];
  book = new TraceBook();
  trace = new Trace(1, (batch) => book.add(WINDOW_AGENT, batch));
  const port = { postMessage: (message: CallReply) => told.push(message) };
  server = new RemoteServer(
    operations,
    WINDOW_AGENT,
    place,
    port as unknown as MessagePort,
    run,
    trace,
  );
});

const bytesOf = (length: number, first = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => first + i * 7);

/** Calls it; the promise gives the reply to that call. */
function call(door: string, args: number[] = [], bytes: Uint8Array | null = null) {
  calls += 1;
  const number = calls;
  const served = server.serve({ kind: 'call', call: number, door, args, bytes });
  return served.then(() => {
    const replies = told.filter((it): it is CallReply => 'call' in it && it.call === number);
    expect(replies, door).toHaveLength(1);
    return replies[0] ?? { call: number, value: NaN, bytes: null };
  });
}

/** Puts a message at once, as another process does. */
function putAt(queue: number, bytes: Uint8Array): void {
  instance.transit.sent = bytes;
  expect(instance.exports.queue_put(queue, ENGINE_AGENT, 0, 0, 0, bytes.length, 0)).toBe(0);
}

test('threads of a process that get at the same time have each its own message', async () => {
  const { value: fd } = await call('queue_create', [0]);
  const at = server.kernel.descriptors.at(fd)?.at ?? 0;
  const gets = Array.from({ length: 5 }, () => call('get', [fd, -1]));
  const input = call('input');
  // All of them are there before the first of those who wait has its turn.
  const messages = gets.map((_, i) => bytesOf(100 * (i + 1), i));
  for (const message of messages) putAt(at, message);
  putAt(run.stdin, bytesOf(7));
  const replies = await Promise.all(gets);
  expect(replies.map(({ value }) => value)).toEqual(messages.map(({ length }) => length));
  expect(replies.map(({ bytes }) => bytes)).toEqual(messages);
  expect(await input).toMatchObject({ value: 7, bytes: bytesOf(7) });
});

test('what is read of a block belongs to the call that reads it', async () => {
  const { value: fd } = await call('block_create', [2000]);
  await call('block_write', [fd, 0], bytesOf(2000));
  const offsets = [0, 10, 500];
  const reads = offsets.map((offset) => call('block_read', [fd, offset, offset + 1]));
  const got = (await Promise.all(reads)).map(({ value, bytes }) => ({ value, bytes }));
  const all = bytesOf(2000);
  expect(got).toEqual(
    offsets.map((offset) => ({ value: 0, bytes: all.subarray(offset, offset * 2 + 1) })),
  );
});

test('only what gives bytes is answered with some', async () => {
  const { value: fd, bytes } = await call('queue_create', [0]);
  expect(bytes).toBeNull();
  expect(await call('put', [fd, 0], bytesOf(3))).toMatchObject({ value: 0, bytes: null });
  expect(await call('size', [fd])).toMatchObject({ value: 1, bytes: null });
  expect(await call('poll', [fd, 0])).toMatchObject({ value: 0, bytes: null });
  expect(await call('get', [fd, 0])).toMatchObject({ value: 3, bytes: bytesOf(3) });
  expect(await call('get', [fd, 0])).toMatchObject({ value: ERRORS.EMPTY, bytes: null });
  expect(await call('get', [77, 0])).toMatchObject({ value: BAD_DESCRIPTOR, bytes: null });
});

test('what is written goes to the console, and the message is that which was posted', async () => {
  await call('write', [], bytesOf(20));
  const { code, message } = await operations.run({
    kind: 'get',
    at: run.console,
    agent: ENGINE_AGENT,
    timeoutMs: 0,
  });
  expect([code, message]).toEqual([0, bytesOf(20)]);
});

test('a write is in the console at once, and answered when there is room for more', async () => {
  let makeRoom = (): void => undefined;
  run.room = () => new Promise((resolve) => (makeRoom = resolve));
  const written = call('write', [], bytesOf(20));
  expect(instance.exports.queue_size(run.console, ENGINE_AGENT)).toBe(1);
  expect(await Promise.race([written, call('exists', [7])])).toMatchObject({ value: 0 });
  expect(told).toHaveLength(1);
  makeRoom();
  await written;
  expect(told).toHaveLength(2);
});

test('a wait for several names the first that is ready', async () => {
  const [a, b] = [(await call('queue_create', [0])).value, (await call('queue_create', [0])).value];
  const fds = new Uint8Array(Int32Array.of(a, b).buffer);
  const any = call('wait_any', [-1], fds);
  await call('put', [b, 0], bytesOf(1));
  expect((await any).value).toBe(1);
});

test('each of the waits that go on at the same time is told with its own span', async () => {
  const locks = [0, 0, 0].map(() => call('semaphore_create', [0]));
  const fds = (await Promise.all(locks)).map(({ value }) => value);
  const waits = fds.map((fd) => call('semaphore_acquire', [fd, -1]));
  expect([...server.kernel.waits]).toHaveLength(3);
  // Meanwhile they take longer than a moment.
  const { value: queue } = await call('queue_create', [0]);
  expect((await call('poll', [queue, 3])).value).toBe(ERRORS.EMPTY);
  // In another order than they began.
  for (const at of [2, 0, 1]) await call('semaphore_release', [fds[at] ?? 0, 1]);
  for (const [at, reply] of (await Promise.all(waits)).entries()) {
    const { span } = reply;
    expect(span).toBeGreaterThan(0);
    trace.place(span ?? 0, at + 1, '');
  }
  expect((await call('semaphore_acquire', [fds[0] ?? 0, 0])).span).toBeUndefined();
  trace.flush();
  const objects = fds.map((fd) => {
    const at = server.kernel.descriptors.at(fd)?.at ?? 0;
    return idAt(instance.heap.words(at), at);
  });
  const lineOf = new Map(book.spans.map(({ object, line }) => [object, line]));
  expect(objects.map((id) => lineOf.get(id))).toEqual([1, 2, 3]);
});

test('a signal is told, and ends what waits', async () => {
  const { value: fd } = await call('semaphore_create', [0]);
  const waits = [call('semaphore_acquire', [fd, -1]), call('input')];
  server.signal(SIGTERM);
  for (const wait of waits) expect((await wait).value).toBe(INTERRUPTED);
  expect(told.filter((it) => 'signal' in it)).toEqual([{ signal: SIGTERM }]);
});

test('processes, and what they do about signals, are those of the run', async () => {
  expect((await call('exists', [FIRST_PID])).value).toBe(0);
  enterProcess(instance.heap.words(), run.at, FIRST_PID);
  expect((await call('exists', [FIRST_PID])).value).toBe(1);
  await call('signal_action', [SIGTERM, HANDLE]);
  expect(actionOf(instance.heap, place.region, SIGTERM)).toBe(HANDLE);
});

test('a call that there is not is an error of the call, and the next one is served', async () => {
  expect((await call('no_such_call')).value).toBeLessThan(0);
  expect((await call('semaphore_create', [1])).value).toBeGreaterThan(0);
});
