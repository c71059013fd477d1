/** Waiting for a word from an event loop: it ends, whatever the browser's own wait does. */
import { afterEach, expect, test } from 'vitest';

import { Ending } from './ending';
import { type WaitAsync, wordChanged } from './wait-async';

const atomics = Atomics as unknown as Required<WaitAsync>;
const { waitAsync } = atomics;

afterEach(() => {
  Object.assign(atomics, { waitAsync });
});

const words = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

const browsers: [string, WaitAsync['waitAsync']][] = [
  ['a wait of its own', waitAsync],
  ['a wait that does not look at the time', (at, i, value) => waitAsync(at, i, value, Infinity)],
  ['a wait that settles late', () => ({ async: true, value: new Promise(() => undefined) })],
  ['no such wait', undefined],
];

for (const [name, own] of browsers) {
  test(`${name}: it ends by its time`, async () => {
    Object.assign(atomics, { waitAsync: own });
    const startMs = performance.now();
    await wordChanged(words(), 0, 0, 20);
    expect(performance.now() - startMs).toBeGreaterThan(18);
  });

  test(`${name}: it ends by a change`, async () => {
    Object.assign(atomics, { waitAsync: own });
    const changed = words();
    const waits = wordChanged(changed, 0, 0, Infinity);
    Atomics.store(changed, 0, 1);
    Atomics.notify(changed, 0);
    await waits;
  });

  test(`${name}: it ends by its ending, before and afterwards`, async () => {
    Object.assign(atomics, { waitAsync: own });
    const ending = new Ending();
    const waits = wordChanged(words(), 0, 0, Infinity, ending);
    ending.come();
    await waits;
    await wordChanged(words(), 0, 0, Infinity, ending);
  });
}

test('nothing of it is left: who waits for the word next is woken by the first notification', async () => {
  const word = words();
  const ending = new Ending();
  const waits = wordChanged(word, 0, 0, Infinity, ending);
  ending.come();
  await waits;
  const next = wordChanged(word, 0, 0, Infinity);
  expect(Atomics.notify(word, 0, 1)).toBe(1);
  await next;
});
