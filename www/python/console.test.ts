/** What the processes of a run write, as the page is told of it. */
import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { PythonOutput } from '../common/types';
import { generator } from '../common/test/generator';
import type { HeapInstance } from '../heap/instance';
import { heapForTests } from '../heap/heap-for-tests';
import { ENGINE_AGENT } from '../heap/layout';
import { Operations } from '../heap/operations';
import { OUTPUT_HEADER_BYTES } from './calls';
import { Console } from './console';
import { Descriptors } from './kernel/descriptors';
import { MOST_WRITES } from './kernel/kernel';
import { SEED, seeded } from './test/seed';

let instance: HeapInstance;
let queue: number;
let told: PythonOutput[];
let console_: Console;

beforeAll(async () => {
  instance = await heapForTests();
});

beforeEach(() => {
  queue = new Descriptors(instance, ENGINE_AGENT, 0).createQueue(4096, 0, true);
  told = [];
  console_ = new Console(new Operations(instance), queue, (event) => {
    const { outputs } = event;
    expect(outputs.length).toBeGreaterThan(0);
    told.push(...outputs);
  });
});

/** As a process writes: the header, then the bytes. */
function write(pid: number, stream: 1 | 2, bytes: Uint8Array, timeMs = 0): void {
  const message = new Uint8Array(OUTPUT_HEADER_BYTES + bytes.length);
  const view = new DataView(message.buffer);
  view.setUint32(0, pid, true);
  view.setUint32(4, stream, true);
  view.setFloat64(8, timeMs, true);
  message.set(bytes, OUTPUT_HEADER_BYTES);
  instance.transit.sent = message;
  expect(instance.exports.queue_put(queue, ENGINE_AGENT, 0, 0, 0, message.length, 0)).toBe(0);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (pid: number, stream: string): string =>
  told
    .filter((it) => it.pid === pid && it.stream === stream)
    .map(({ text }) => text)
    .join('');

test('who wrote it, to which stream and when', async () => {
  write(1000, 1, utf8('out\n'), 5.5);
  write(1001, 2, utf8('err\n'), 6.5);
  await console_.drain();
  expect(told).toEqual([
    { pid: 1000, stream: 'stdout', text: 'out\n', timeMs: 5.5 },
    { pid: 1001, stream: 'stderr', text: 'err\n', timeMs: 6.5 },
  ]);
});

test('a character in two parts is one, though others write between them', async () => {
  const euro = utf8('€');
  write(1, 1, euro.subarray(0, 1));
  write(2, 1, utf8('two'));
  write(1, 2, euro.subarray(0, 2));
  write(1, 1, euro.subarray(1));
  write(1, 2, euro.subarray(2));
  await console_.drain();
  expect([textOf(1, 'stdout'), textOf(1, 'stderr'), textOf(2, 'stdout')]).toEqual([
    '€',
    '€',
    'two',
  ]);
});

test('drain waits for all that was written before, and nothing is told afterwards', async () => {
  for (let i = 0; i < 100; i += 1) write(1, 1, utf8(`${i}\n`));
  await console_.drain();
  expect(told).toHaveLength(100);
  expect(told.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, i) => `${i}\n`));
  write(1, 1, utf8('late'));
  await Promise.resolve();
  expect(told).toHaveLength(100);
});

test('who must not block waits for room after a write, and nothing of it is lost', async () => {
  for (let i = 0; i < 1000; i += 1) write(1, 1, utf8(`${i}\n`));
  let hasRoom = false;
  const room = console_.room().then(() => (hasRoom = true));
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  await room;
  expect(instance.exports.queue_size(queue, ENGINE_AGENT)).toBeLessThan(MOST_WRITES);
  await console_.room();
  await console_.drain();
  expect(told.map(({ text }) => text)).toEqual(Array.from({ length: 1000 }, (_, i) => `${i}\n`));
  // Once nothing is read, nobody waits for that.
  for (let i = 0; i < MOST_WRITES; i += 1) write(1, 1, utf8('late'));
  await console_.room();
});

test('a program that writes without end leaves the supervisor time for other messages', async () => {
  let isOver = false;
  const emit = (): void => {
    // There is always more.
    if (!isOver) for (let i = 0; i < 10; i += 1) write(1, 1, utf8('more\n'));
  };
  const endless = new Descriptors(instance, ENGINE_AGENT, 0).createQueue(4096, 0, true);
  queue = endless;
  write(1, 1, utf8('first\n'));
  const flooded = new Console(new Operations(instance), endless, emit);
  // A task, as a message is: the reader's own are microtasks.
  await new Promise((resolve) => setTimeout(resolve, 0));
  isOver = true;
  await flooded.drain();
});

test('bytes that are cut anywhere give the text that was written, in its order', async () => {
  const random = generator(SEED);
  const texts = new Map([1, 2, 3].map((pid) => [pid, '']));
  const characters = ['a', '\n', 'é', '한', '😀'];
  const rest = new Map<number, Uint8Array>();
  for (let round = 0; round < 300; round += 1) {
    const pid = 1 + Math.floor(random() * 3);
    const text = (characters[Math.floor(random() * characters.length)] ?? '').repeat(3);
    texts.set(pid, `${texts.get(pid) ?? ''}${text}`);
    const bytes = Uint8Array.from([...(rest.get(pid) ?? []), ...utf8(text)]);
    const cut = Math.floor(random() * (bytes.length + 1));
    write(pid, 1, bytes.subarray(0, cut));
    rest.set(pid, bytes.subarray(cut));
  }
  for (const [pid, bytes] of rest) write(pid, 1, bytes);
  await console_.drain();
  for (const [pid, text] of texts) expect(textOf(pid, 'stdout'), seeded(pid)).toBe(text);
});

test('a realm that has blocked reads what is there, and its loop goes on with the rest', async () => {
  write(1000, 1, utf8('one'));
  write(1000, 1, utf8('x'.repeat(100_000)));
  console_.take();
  expect(textOf(1000, 'stdout')).toBe(`one${'x'.repeat(100_000)}`);
  write(1000, 1, utf8('last'));
  await console_.drain();
  expect(textOf(1000, 'stdout').slice(-5)).toBe('xlast');
});
