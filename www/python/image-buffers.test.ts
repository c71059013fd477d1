/** Shared memory for images of forks. */
import { expect, test } from 'vitest';

import { generator } from '../common/test/generator';
import { type ImageBuffer, ImageBuffers } from './image-buffers';
import { SEED, seeded } from './test/seed';

const free = ({ isFree }: ImageBuffer): number => Atomics.exchange(isFree, 0, 1);

test('one that nobody reads any more is taken again, with the length that is asked for', () => {
  const buffers = new ImageBuffers();
  const first = buffers.take(1000);
  expect([first.memory.length, Atomics.load(first.isFree, 0)]).toEqual([1000, 0]);
  const second = buffers.take(1000);
  expect(second.memory.buffer).not.toBe(first.memory.buffer);
  free(first);
  const again = buffers.take(400);
  expect(again.memory.buffer).toBe(first.memory.buffer);
  expect([again.memory.length, Atomics.load(again.isFree, 0)]).toEqual([400, 0]);
  free(second);
  // The short view has not made the memory itself shorter.
  free(again);
  expect(buffers.take(1000).memory.buffer).toBe(first.memory.buffer);
});

test('one that is too short is left alone', () => {
  const buffers = new ImageBuffers();
  const short = buffers.take(10);
  free(short);
  const { byteLength } = short.memory.buffer;
  expect(buffers.take(byteLength + 1).memory.buffer).not.toBe(short.memory.buffer);
  expect(buffers.take(byteLength).memory.buffer).toBe(short.memory.buffer);
});

test('two are kept, and after drop none', () => {
  const buffers = new ImageBuffers();
  const [first, second, third] = [buffers.take(8), buffers.take(8), buffers.take(8)] as const;
  for (const buffer of [first, second, third]) free(buffer);
  const kept = [buffers.take(8), buffers.take(8)].map(({ memory }) => memory.buffer);
  expect(new Set(kept)).toEqual(new Set([second.memory.buffer, third.memory.buffer]));
  for (const buffer of [second, third]) free(buffer);
  buffers.drop();
  expect(kept).not.toContain(buffers.take(8).memory.buffer);
});

test('nobody ever gets memory that somebody still reads', () => {
  const random = generator(SEED);
  const buffers = new ImageBuffers();
  const read: ImageBuffer[] = [];
  for (let round = 0; round < 500; round += 1) {
    if (random() < 0.5 && read.length > 0) {
      for (const over of read.splice(Math.floor(random() * read.length), 1)) free(over);
      continue;
    }
    const length = 1 + Math.floor(random() * 50);
    const taken = buffers.take(length);
    expect(taken.memory.length, seeded(round)).toBe(length);
    const isRead = read.some(({ memory }) => memory.buffer === taken.memory.buffer);
    expect(isRead, seeded(round)).toBe(false);
    read.push(taken);
  }
});
