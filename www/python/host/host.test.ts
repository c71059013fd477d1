/** A Pyodide that is not ours: whether it can have processes, and how it waits. */
import { beforeAll, expect, test } from 'vitest';

import { heapForTests } from '../../heap/heap-for-tests';
import type { HeapInstance } from '../../heap/instance';
import { WINDOW_AGENT, WINDOW_REGION } from '../../heap/layout';
import { INTERRUPTED } from '../kernel/codes';
import { interruptOf } from '../kernel/signals';
import { HostKernel, type InterruptBuffer } from './host-kernel';
import { whyNot } from './refusals';

const able = {
  DedicatedWorkerGlobalScope: Object,
  Worker: Object,
  SharedArrayBuffer: Object,
  crossOriginIsolated: true,
};

test('an isolated worker that starts workers can be a host', () => {
  expect(whyNot(able)).toBeNull();
});

for (const [what, scope, code, hint] of [
  ['the main thread', { DedicatedWorkerGlobalScope: undefined }, 'E_UNSUPPORTED', 'new Worker'],
  ['a worker that starts none', { Worker: undefined }, 'E_UNSUPPORTED', 'within a worker'],
  ['a page without headers', { crossOriginIsolated: false }, 'E_NOT_ISOLATED', 'Opener-Policy'],
  ['no shared memory', { SharedArrayBuffer: undefined }, 'E_NOT_ISOLATED', 'Embedder-Policy'],
] as const) {
  test(`${what} is refused, and told what is missing`, () => {
    const reason = whyNot({ ...able, ...scope });
    expect(reason?.code).toBe(code);
    expect(reason?.message).toContain(hint);
  });
}

let instance: HeapInstance;

beforeAll(async () => {
  instance = await heapForTests();
});

function kernel(): HostKernel {
  const table = instance.exports.table_create();
  return new HostKernel(instance, WINDOW_AGENT, table, interruptOf(WINDOW_REGION), () => {
    throw new Error('left');
  });
}

test('the user’s interrupt ends a wait, and is seen once', () => {
  const host = kernel();
  const buffer: InterruptBuffer = { 0: 0 };
  host.interrupts = () => buffer;
  const queue = host.queue_create(0);
  host.onSlice = () => {
    buffer[0] = 2;
  };
  const receiver = { received: new Uint8Array() };
  expect(host.get(queue, -1, receiver)).toBe(INTERRUPTED);
  expect(host.takeSignal()).toBe(2);
  expect(buffer[0]).toBe(0);
  expect(host.takeSignal()).toBe(0);
});

test('a signal of a process ends a wait as well', () => {
  const host = kernel();
  Atomics.store(instance.heap.words(), interruptOf(WINDOW_REGION) / 4, 15);
  expect(host.poll(host.queue_create(0), -1)).toBe(INTERRUPTED);
  expect(host.takeSignal()).toBe(15);
  expect(host.isInterrupted).toBe(false);
});

test('what was written is read at the end of every wait, and in a long one', () => {
  const host = kernel();
  const queue = host.queue_create(0);
  let nTurns = 0;
  let nSlices = 0;
  host.onTurn = () => {
    nTurns += 1;
  };
  host.onSlice = () => {
    nSlices += 1;
    if (nSlices === 2) void host.put(queue, Uint8Array.of(1), 0);
  };
  const receiver = { received: new Uint8Array() };
  expect(host.get(queue, -1, receiver)).toBe(1);
  expect(receiver.received).toEqual(Uint8Array.of(1));
  expect(nSlices).toBe(2);
  // Of the `put` and of the `get`.
  expect(nTurns).toBe(2);
});
