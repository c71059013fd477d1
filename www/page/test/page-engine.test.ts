/** The page's playground: one at a time, whatever opens and closes meet; and none is left over. */
import { expect, test } from 'vitest';

import type { Playground } from '../../common/types';
import { PageEngine } from '../page-engine';

/** A library whose openings end when the test says so. */
function library() {
  const openings: { workers: number; done: () => void; fail: (thrown: Error) => void }[] = [];
  let open = 0;
  return {
    openings,
    get open() {
      return open;
    },
    engine: new PageEngine(() =>
      Promise.resolve({
        open: ({ workers = 4 } = {}) =>
          new Promise<Playground>((resolve, reject) => {
            let closed = false;
            const done = (): void => {
              open += 1;
              const close = (): Promise<void> => {
                if (!closed) open -= 1;
                closed = true;
                return Promise.resolve();
              };
              resolve({ workers, close } as unknown as Playground);
            };
            openings.push({ workers, done, fail: reject });
          }),
      }),
    ),
  };
}

/** All that can happen without the library's answer has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const outcome = (promise: Promise<Playground>): Promise<string> =>
  promise.then(
    ({ workers }) => `${workers} workers`,
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : 'thrown'),
  );

test('callers at the same time share one opening', async () => {
  const { engine, openings } = library();
  const both = [engine.open(2), engine.open(2)];
  await settled();
  expect(openings).toHaveLength(1);
  openings[0]?.done();
  expect((await Promise.all(both)).map(({ workers }) => workers)).toEqual([2, 2]);
});

test('closed while it opens: what comes is closed, and the state stays idle', async () => {
  const made = library();
  const { engine, openings } = made;
  const opening = outcome(engine.open(2));
  await settled();
  const closing = Promise.all([engine.close(), engine.close()]);
  expect(engine.state.value.name).toBe('idle');
  openings[0]?.done();
  await closing;
  expect(await opening).toBe('The playground was closed while it opened.');
  expect(engine.state.value.name).toBe('idle');
  expect(made.open).toBe(0);
});

test('closed before the library has come: nothing is opened', async () => {
  const { engine, openings } = library();
  const opening = outcome(engine.open());
  await engine.close();
  expect(await opening).toMatch('closed');
  expect(openings).toHaveLength(0);
});

test.each(['done', 'fail'] as const)(
  'an opening that was overtaken leaves the next one alone when it is %s',
  async (how) => {
    const made = library();
    const { engine, openings } = made;
    const first = outcome(engine.open(2));
    await settled();
    const closing = engine.close();
    const second = engine.open(3);
    await settled();
    expect(openings.map(({ workers }) => workers)).toEqual([2, 3]);
    openings[0]?.[how](new Error('late'));
    await closing;
    await first;
    expect(engine.state.value.name).toBe('opening');
    expect(engine.open(3)).toBe(second);
    openings[1]?.done();
    const playground = await second;
    expect(engine.playground).toBe(playground);
    expect(made.open).toBe(1);
    await engine.close();
    expect(made.open).toBe(0);
  },
);

test('a failure is the state until it is closed or opened again', async () => {
  const { engine, openings } = library();
  const failed = outcome(engine.open());
  await settled();
  openings[0]?.fail(new Error('no'));
  expect(await failed).toBe('no');
  expect(engine.state.value.name).toBe('failed');
  await engine.close();
  expect(engine.state.value.name).toBe('idle');
  const again = engine.open();
  await settled();
  openings[1]?.done();
  await again;
  expect(engine.state.value.name).toBe('open');
});

test('two who need a larger one get the same, and the small one is closed once', async () => {
  const made = library();
  const { engine, openings } = made;
  const small = engine.open(2);
  await settled();
  openings[0]?.done();
  await small;
  const larger = [engine.ensure(4), engine.ensure(4)];
  await settled();
  expect(openings.map(({ workers }) => workers)).toEqual([2, 4]);
  openings[1]?.done();
  const [one, other] = await Promise.all(larger);
  expect(one).toBe(other);
  expect(made.open).toBe(1);
});

test('any history of calls leaves at most one playground, and none after the last close', async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const made = library();
    const { engine, openings } = made;
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const answers: Promise<string>[] = [];
    let answered = 0;
    for (let step = 0; step < 30; step += 1) {
      const workers = 1 + random(3);
      const act = random(6);
      if (act === 0) answers.push(outcome(engine.open(workers)));
      if (act === 1) answers.push(outcome(engine.ensure(workers)));
      if (act === 2) answers.push(outcome(engine.exactly(workers)));
      if (act === 3) void engine.close();
      const waiting = openings[answered];
      if (act >= 4 && waiting) {
        answered += 1;
        if (random(3) === 0) waiting.fail(new Error('no'));
        else waiting.done();
      }
      if (random(2) === 0) continue;
      await settled();
      expect(made.open, `seed ${seed}`).toBeLessThanOrEqual(1);
    }
    const closing = engine.close();
    // Those that wait for a close to open again go on meanwhile.
    for (let round = 0; round < 8; round += 1) {
      for (; answered < openings.length; answered += 1) openings[answered]?.done();
      await settled();
    }
    await closing;
    await engine.close();
    await Promise.all(answers);
    expect(made.open, `seed ${seed}`).toBe(0);
  }
});
