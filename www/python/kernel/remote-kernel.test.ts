/** The kernel as a process without the heap sees it: what it posts, and what comes back. */
import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { CallReply, Request } from '../../common/python-messages';
import { INTERRUPTED } from './codes';
import { RemoteKernel } from './remote-kernel';
import { SIGINT } from './signals';

type Call = Extract<Request, { kind: 'call' }>;

let posted: { request: Request; moved: Transferable[] }[];
let port: { onmessage?: (event: { data: unknown }) => void };
let kernel: RemoteKernel;

beforeEach(() => {
  posted = [];
  const postMessage = (request: Request, moved: Transferable[]): unknown =>
    posted.push({ request, moved });
  port = { postMessage } as typeof port;
  kernel = new RemoteKernel(port as unknown as MessagePort);
});

const callAt = (index: number): Call => posted[index]?.request as Call;
const reply = (call: number, value: number, bytes: Uint8Array | null = null): void =>
  port.onmessage?.({ data: { call, value, bytes } satisfies CallReply });
const signal = (number: number): void => port.onmessage?.({ data: { signal: number } });
/** What a promise has given so far. */
const soFar = (promise: unknown): Promise<unknown> => Promise.race([promise, Promise.resolve('-')]);

test('replies find their calls, in whatever order they come', async () => {
  const calls = [1, 2, 3].map((fd) => kernel.call('size', [fd]));
  expect(posted.map(({ request }) => (request as Call).args)).toEqual([[1], [2], [3]]);
  const numbers = [0, 1, 2].map((i) => callAt(i).call);
  expect(new Set(numbers).size).toBe(3);
  reply(numbers[2] ?? 0, 30);
  reply(numbers[0] ?? 0, 10);
  expect([await soFar(calls[0]), await soFar(calls[1]), await soFar(calls[2])]).toEqual([
    10,
    '-',
    30,
  ]);
  reply(numbers[1] ?? 0, 20);
  expect(await calls[1]).toBe(20);
});

test('whoever waits for a reply sees the bytes that came with it', async () => {
  const seen = ['a', 'b'].map(async () => {
    await kernel.call('get', [1, -1]);
    return kernel.received;
  });
  const [first, second] = [Uint8Array.of(1), Uint8Array.of(2, 2)];
  reply(callAt(0).call, 1, first);
  // Messages of a port are tasks of their own.
  await soFar(seen[0]);
  await soFar(seen[0]);
  reply(callAt(1).call, 2, second);
  expect(await Promise.all(seen)).toEqual([first, second]);
});

test('bytes are moved, and those of the interpreter stay and may change', () => {
  const memory = Uint8Array.of(1, 2, 3, 4);
  void kernel.call('put', [7, 0], memory.subarray(1, 3));
  memory.fill(9);
  const { bytes } = callAt(0);
  expect(bytes).toEqual(Uint8Array.of(2, 3));
  expect(posted[0]?.moved).toEqual([bytes?.buffer]);
});

test('who writes faster than it is read waits until it has arrived', async () => {
  const byte = Uint8Array.of(1);
  let last: number | Promise<number> = 0;
  let writes = 0;
  for (; last === 0 && writes < 1e4; writes += 1) last = kernel.call('write', [], byte);
  expect(writes).toBeGreaterThan(1);
  expect(kernel.call('close', [1])).toBe(0);
  expect(await soFar(last)).toBe('-');
  for (let i = 0; i < writes; i += 1) reply(callAt(i).call, 0);
  expect(await last).toBe(0);
  expect(kernel.call('write', [], byte)).toBe(0);
});

test('nobody waits for what is only posted', () => {
  expect(kernel.call('write', [], Uint8Array.of(1))).toBe(0);
  expect(kernel.call('close', [4])).toBe(0);
  expect(posted.map(({ request }) => (request as Call).door)).toEqual(['write', 'close']);
});

describe('a signal', () => {
  test('is taken once; until then no wait begins, but other calls do', () => {
    signal(SIGINT);
    expect(kernel.call('get', [3, -1])).toBe(INTERRUPTED);
    expect(kernel.sleep(1000)).toBe(INTERRUPTED);
    expect(posted).toEqual([]);
    expect(kernel.call('size', [3])).toBeInstanceOf(Promise);
    expect([kernel.takeSignal(), kernel.takeSignal()]).toEqual([SIGINT, 0]);
    expect(kernel.call('get', [3, -1])).toBeInstanceOf(Promise);
  });

  test('of each number is kept', () => {
    for (const number of [15, SIGINT, 15]) signal(number);
    const taken = [kernel.takeSignal(), kernel.takeSignal(), kernel.takeSignal()];
    expect(new Set(taken)).toEqual(new Set([15, SIGINT, 0]));
    expect(taken[2]).toBe(0);
  });

  test('ends a sleep at once, which else lasts its time', async () => {
    vi.useFakeTimers();
    try {
      const undisturbed = kernel.sleep(50);
      vi.advanceTimersByTime(49);
      expect(await soFar(undisturbed)).toBe('-');
      vi.advanceTimersByTime(1);
      expect(await undisturbed).toBe(0);
      const disturbed = kernel.sleep(1e6);
      signal(SIGINT);
      expect(await disturbed).toBe(INTERRUPTED);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('that comes while a call is ended by its reply is passed on, but not with a lock', async () => {
    const heard: number[] = [];
    kernel.onSignal = (number) => heard.push(number);
    const calls = [kernel.call('semaphore_acquire', [1, -1]), kernel.call('get', [2, -1])];
    signal(SIGINT);
    reply(callAt(0).call, 0);
    expect([await calls[0], heard]).toEqual([0, []]);
    reply(callAt(1).call, 3, Uint8Array.of(1, 2, 3));
    expect([await calls[1], heard]).toEqual([3, [SIGINT]]);
    expect(kernel.takeSignal()).toBe(0);
  });

  test('that comes while a call is open has the supervisor end it', () => {
    void kernel.call('get', [3, -1]);
    signal(SIGINT);
    expect(callAt(1).door).toBe('interrupt');
    reply(callAt(0).call, INTERRUPTED);
    signal(SIGINT);
    expect(posted).toHaveLength(2);
  });
});
