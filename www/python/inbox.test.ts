/** How messages come into Python's memory. */
import { beforeEach, expect, test } from 'vitest';

import { Inbox } from './inbox';
import type { PyodideModule } from './pyodide';

const [AT, ROOM, HEADER] = [64, 32, 8];

/** Bytes objects: one after the other, from here on. */
let top = 0;
let isFull = false;
const released: number[] = [];
const HEAPU8 = new Uint8Array(4096);
const module = {
  HEAPU8,
  _PyBytes_FromStringAndSize: (_: 0, bytes: number) => {
    if (isFull) return 0;
    top += 8;
    const object = top;
    top += 16 + bytes;
    return object;
  },
  _PyBytes_AsString: (object: number) => object + 16,
  _PyErr_Clear: () => undefined,
  _Py_DecRef: (object: number) => released.push(object),
} as unknown as PyodideModule;

let kernel: { received: Uint8Array };
let inbox: Inbox;

beforeEach(() => {
  HEAPU8.fill(0);
  [top, isFull, released.length] = [1024, false, 0];
  kernel = { received: new Uint8Array() };
  inbox = new Inbox(module, kernel);
  inbox.lies(AT, HEADER + ROOM);
});

function bytes(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}

function deliver(message: Uint8Array): void {
  kernel.received = message;
  expect(inbox.deliver(message.length)).toBe(message.length);
}

/** What Python finds: in the inbox if it is marked there, else by `take`. */
function found(length: number): Uint8Array {
  if (length <= ROOM && HEAPU8[AT] === 1) {
    HEAPU8[AT] = 0;
    return HEAPU8.slice(AT + HEADER, AT + HEADER + length);
  }
  const object = inbox.take();
  return HEAPU8.slice(object + 16, object + 16 + length);
}

test('a short message lies in the inbox, a long one in an object of its own', () => {
  for (const length of [0, 1, ROOM, ROOM + 1, 500]) {
    deliver(bytes(length, 7));
    expect(found(length)).toEqual(bytes(length, 7));
    expect(HEAPU8[AT]).toBe(0);
  }
});

test('what was received into an object is not copied', () => {
  const memory = inbox.allocate(100);
  memory.fill(9);
  deliver(memory);
  const before = top;
  expect(found(100)).toEqual(bytes(100, 9));
  expect([top, released]).toEqual([before, []]);
});

test('an object for a message that has not come is released', () => {
  inbox.allocate(100);
  const first = top - 116;
  inbox.allocate(100);
  expect(released).toEqual([first]);
});

test('without room a message is received elsewhere, and taking it says so', () => {
  isFull = true;
  const memory = inbox.allocate(100);
  expect(memory.buffer).not.toBe(HEAPU8.buffer);
  deliver(memory);
  expect(inbox.take()).toBe(0);
});

test('a message that comes before another was taken does not replace it', () => {
  for (const [first, second] of [
    [3, 5],
    [3, 100],
    [100, 3],
    [100, 200],
  ] as const) {
    deliver(bytes(first, 1));
    deliver(bytes(second, 2));
    expect(found(second)).toEqual(bytes(second, 2));
    expect(found(first)).toEqual(bytes(first, 1));
  }
});

test('an error is passed on, and leaves what has come', async () => {
  deliver(bytes(4, 3));
  expect(inbox.deliver(-2)).toBe(-2);
  await expect(inbox.deliver(Promise.resolve(-3))).resolves.toBe(-3);
  expect(found(4)).toEqual(bytes(4, 3));
});
