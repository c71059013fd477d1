/** Streams over chunks that the test settles. */
import { expect, test } from 'vitest';

import { PlaygroundError } from '../common/errors';
import type { ResultStream, StreamOptions } from '../common/types';
import { streamOn } from './pool-stream';

interface Started {
  items: number[];
  signal: AbortSignal;
  done: (values?: number[]) => void;
  fail: (error: unknown) => void;
}

/** A stream, the chunks that it has started, and how many items it has taken. */
function setUp(
  items: Iterable<number> | AsyncIterable<number>,
  options: StreamOptions = {},
  ordered = true,
): { stream: ResultStream<number>; started: Started[] } {
  const started: Started[] = [];
  const run = (chunk: number[], signal: AbortSignal): Promise<number[]> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new PlaygroundError('E_CANCELLED', 'ended')));
      started.push({
        items: chunk,
        signal,
        done: (values = chunk.map((item) => item * item)) => resolve(values),
        fail: reject,
      });
    });
  return { stream: streamOn(run, items, options, { ordered, workers: 2 }), started };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** All numbers, and how many were taken; `left` once the iterable was let go. */
function numbers(end = Infinity): Iterable<number> & { taken: number; left: boolean } {
  const source = {
    taken: 0,
    left: false,
    *[Symbol.iterator]() {
      try {
        while (source.taken < end) yield source.taken++;
      } finally {
        source.left = true;
      }
    },
  };
  return source;
}

test('nothing begins before the first result is asked for', async () => {
  const source = numbers();
  const { stream, started } = setUp(source);
  await turn();
  expect([source.taken, started.length]).toEqual([0, 0]);
  void stream.next();
  await turn();
  expect([source.taken, started.length]).toEqual([4, 4]);
  await stream.return();
});

test.each([1, 2, 5])(
  'of an endless iterable at most %d chunks are under way',
  async (buffersize) => {
    const source = numbers();
    const { stream, started } = setUp(source, { buffersize, chunksize: 3 });
    const got: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const next = stream.next();
      await turn();
      expect(started.length - Math.ceil((i + 1) / 3)).toBeLessThanOrEqual(buffersize);
      expect(source.taken).toBe(3 * started.length);
      for (const chunk of started) chunk.done();
      got.push((await next).value as number);
    }
    expect(got).toEqual(Array.from({ length: 12 }, (_, i) => i * i));
    await stream.return();
    expect(source.left).toBe(true);
  },
);

test('the order is that of the items, or of completion', async () => {
  for (const ordered of [true, false]) {
    const { stream, started } = setUp([1, 2, 3, 4, 5], { chunksize: 2 }, ordered);
    const first = stream.next();
    await turn();
    expect(started.map(({ items }) => items)).toEqual([[1, 2], [3, 4], [5]]);
    for (const chunk of started.toReversed()) {
      chunk.done();
      await turn();
    }
    const got = [(await first).value];
    for await (const value of stream) got.push(value);
    expect(got).toEqual(ordered ? [1, 4, 9, 16, 25] : [25, 1, 4, 9, 16]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  }
});

test('an iterable that is slow does not hold up what is there', async () => {
  let more!: (item: number) => void;
  const source = (async function* () {
    yield 1;
    yield await new Promise<number>((resolve) => {
      more = resolve;
    });
  })();
  const { stream, started } = setUp(source);
  const first = stream.next();
  await turn();
  started[0]?.done();
  expect((await first).value).toBe(1);
  const second = stream.next();
  await turn();
  more(2);
  await turn();
  started[1]?.done();
  expect((await second).value).toBe(4);
  expect((await stream.next()).done).toBe(true);
});

test('the first failure ends it, names its item, and ends what runs', async () => {
  const source = numbers();
  const { stream, started } = setUp(source, { chunksize: 2, buffersize: 3 });
  const results = [stream.next(), stream.next(), stream.next().catch((error: unknown) => error)];
  await turn();
  started[1]?.fail(new PlaygroundError('E_TASK', 'The task failed for items[1]: no'));
  started[0]?.done();
  expect(await Promise.all(results.slice(0, 2))).toMatchObject([{ value: 0 }, { value: 1 }]);
  expect(await results[2]).toMatchObject({
    code: 'E_TASK',
    message: 'The task failed for items[3]: no',
  });
  expect(started.every(({ signal }) => signal.aborted)).toBe(true);
  expect([(await stream.next()).done, source.left]).toEqual([true, true]);
});

test('what the iterable throws comes in its place', async () => {
  const mine = new Error('mine');
  const source = (function* () {
    yield 1;
    yield 2;
    throw mine;
  })();
  const { stream, started } = setUp(source, { chunksize: 3 });
  const first = stream.next();
  await turn();
  started[0]?.done();
  expect([(await first).value, (await stream.next()).value]).toEqual([1, 4]);
  expect(await stream.next().catch((error: unknown) => error)).toBe(mine);
  expect((await stream.next()).done).toBe(true);
});

test.each(['return', 'signal'] as const)(
  '%s ends all chunks, even while a result is awaited',
  async (how) => {
    const stop = new AbortController();
    const source = numbers();
    const { stream, started } = setUp(source, { signal: stop.signal });
    const next = stream.next().catch((error: unknown) => error);
    await turn();
    if (how === 'return') {
      expect(await stream.return()).toEqual({ done: true, value: undefined });
      expect(await next).toEqual({ done: true, value: undefined });
    } else {
      stop.abort();
      expect(await next).toMatchObject({ code: 'E_CANCELLED' });
    }
    expect([started.length, started.every(({ signal }) => signal.aborted)]).toEqual([4, true]);
    expect(source.left).toBe(true);
    expect((await stream.next()).done).toBe(true);
  },
);

test('an abort is heard while the iterable waits', async () => {
  const stop = new AbortController();
  const source = (async function* () {
    await new Promise(() => undefined);
    yield 1;
  })();
  const { stream } = setUp(source, { signal: stop.signal });
  const next = stream.next().catch((error: unknown) => error);
  await turn();
  stop.abort();
  expect(await next).toMatchObject({ code: 'E_CANCELLED' });
});

test('no items are no results', async () => {
  const { stream, started } = setUp([]);
  expect([(await stream.next()).done, started.length]).toEqual([true, 0]);
});

test.each([
  [{ chunksize: 0 }, 'chunksize'],
  [{ buffersize: 1.5 }, 'buffersize'],
  [{ bufferSize: 1 }, 'bufferSize'],
  [{ signal: 1 }, 'signal'],
] as [StreamOptions, string][])('%j is refused at the call', (options, name) => {
  expect(() => setUp([], options)).toThrow(name);
});

test('what is no iterable is refused at the call', () => {
  expect(() => setUp(7 as never)).toThrow('items is 7');
});
