/** What is different between two memories, and how the one becomes the other. */
import { expect, test } from 'vitest';

import type { ProcessStart } from '../common/python-messages';
import { generator } from '../common/test/generator';
import { differingPages, imageBuffers, pagesOf, putPages, restorePages } from './pages';
import { SEED, seeded } from './test/seed';

const PAGE = 4096;
const own = (bytes: number): Uint8Array => new Uint8Array(bytes);

test('an image makes one memory of another, whichever is longer', () => {
  const random = generator(SEED);
  const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from));
  for (let round = 0; round < 50; round += 1) {
    const base = own(PAGE * integer(1, 12)).map(() => integer(0, 2));
    const change = (memory: Uint8Array): Uint8Array => {
      for (let i = integer(0, 6); i > 0; i -= 1) {
        memory[integer(0, memory.length)] = integer(0, 256);
      }
      return memory;
    };
    const longer = (bytes: number): Uint8Array => {
      const memory = own(bytes);
      memory.set(base);
      return change(memory);
    };
    const parent = longer(base.length + PAGE * integer(0, 4));
    const child = longer(parent.length);
    const differing = differingPages(child, base);

    const image = pagesOf(parent, differingPages(parent, base), own);
    restorePages(child, differing, base);
    putPages(child, image);

    expect(image.bytes).toBe(parent.length);
    expect(differingPages(child, parent).length, seeded(round)).toBe(0);
  }
});

test('pages are found by their last byte, and behind the end of the base by any', () => {
  const base = own(PAGE * 3).fill(7);
  const memory = own(PAGE * 5);
  memory.set(base);
  expect([...differingPages(memory, base)]).toEqual([]);
  memory[PAGE * 2 - 1] = 8;
  memory[PAGE * 5 - 1] = 1;
  expect([...differingPages(memory, base)]).toEqual([1, 4]);
});

test('neighbouring pages lie one after the other', () => {
  const memory = own(PAGE * 6).map((_, at) => at / PAGE);
  const { data } = pagesOf(memory, Uint32Array.of(1, 2, 5), own);
  expect([0, 1, 2].map((at) => data[at * PAGE])).toEqual([1, 2, 5]);
});

test('only an image that is not shared moves along', () => {
  const start = (data: Uint8Array): ProcessStart =>
    ({ kind: 'fork', image: { memory: { bytes: 0, numbers: new Uint32Array(), data } } }) as never;
  const data = own(8);
  expect(imageBuffers(start(data))).toEqual([data.buffer]);
  expect(imageBuffers(start(new Uint8Array(new SharedArrayBuffer(data.length))))).toEqual([]);
  expect(imageBuffers({ kind: 'fork', image: null })).toEqual([]);
});
