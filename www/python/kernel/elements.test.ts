/** Elements of shared memory: those of typed arrays, whatever is written. */
import { beforeAll, expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import type { HeapInstance } from '../../heap/instance';
import { heapForTests } from '../../heap/heap-for-tests';
import { SEED, seeded } from '../test/seed';
import { Elements } from './elements';

/** In the order of the kernel's numbers. */
const ARRAYS = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];
const N = 16;

let instance: HeapInstance;

beforeAll(async () => {
  instance = await heapForTests();
});

test.each(ARRAYS.map((type, kind) => [type.name, kind, type] as const))(
  'of a %s are what its own are, and their neighbours stay',
  (_name, kind, type) => {
    const random = generator(SEED + kind);
    const elements = new Elements(instance.heap);
    const at = instance.allocate(N * 8);
    const ours = new Uint8Array(instance.heap.bytes().buffer, at, N * type.BYTES_PER_ELEMENT);
    const model = new type(N);
    for (let round = 0; round < 500; round += 1) {
      const index = Math.floor(random() * N);
      // Most are too large for the small kinds, and wrap.
      const value = (random() - 0.5) * 2 ** Math.floor(random() * 34);
      elements.set(kind, at, index, value);
      model[index] = value;
      expect(elements.get(kind, at, index), seeded(round)).toBe(model[index]);
      expect(ours.join(), seeded(round)).toBe(new Uint8Array(model.buffer).join());
    }
  },
);

test('are found where the memory has grown', () => {
  const elements = new Elements(instance.heap);
  const first = instance.allocate(8);
  elements.set(7, first, 0, 0.5);
  const { memory } = instance.heap;
  const before = memory.buffer.byteLength;
  memory.grow(1);
  elements.set(7, before, 1, 1.5);
  expect([elements.get(7, before, 1), elements.get(7, first, 0)]).toEqual([1.5, 0.5]);
  expect(new DataView(memory.buffer).getFloat64(before + 8, true)).toBe(1.5);
});

test.each([-1, ARRAYS.length, 0.5])('there is no kind %d', (kind) => {
  const elements = new Elements(instance.heap);
  expect(() => elements.get(kind, 0, 0)).toThrow(RangeError);
  expect(() => {
    elements.set(kind, 0, 0, 1);
  }).toThrow(`there is no element kind ${kind}`);
});
