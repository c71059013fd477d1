/**
 * Arrays that are received into the caller's memory: the same elements, and no other bytes change.
 */
import { describe, expect, test } from 'vitest';

import {
  decodeStaged,
  encode,
  encodeStaged,
  HEAD_BYTES,
  moved,
  type Stage,
  type Target,
} from './codec';

const revive = (): never => {
  throw new Error('nothing to revive');
};

/** As for an agent: in the middle of a shared memory. */
function stageOf(bytes: number): Stage {
  const buffer = new SharedArrayBuffer(bytes + 128);
  const view = new DataView(buffer, 64, bytes);
  return { bytes: new Uint8Array(buffer, 64, bytes), view, tag: 0 };
}

const floats = [Uint8Array, Int16Array, Float32Array, Float64Array] as const;
const bigs = [BigInt64Array, BigUint64Array] as const;
const make = (Kind: (typeof floats)[number] | (typeof bigs)[number], length: number): Target => {
  const array = new Kind(length);
  for (let i = 0; i < length; i += 1)
    (array as Float64Array)[i] = (
      array instanceof BigInt64Array || array instanceof BigUint64Array
        ? BigInt(i + 1)
        : (i + 1) % 100
    ) as number;
  return array;
};

describe.each([...floats, ...bigs])('%o', (Kind) => {
  test.each([0, 1, 2, 7, 100, 8000])(
    '%i elements come as they were sent, with and without room',
    (n) => {
      const stage = stageOf(65_536);
      const sent = make(Kind, n);
      const length = encodeStaged(sent, stage);
      expect(stage.body).toBeUndefined();
      expect(length).toBe(sent.byteLength);
      expect(decodeStaged(stage, length, stage.tag, revive)).toEqual(sent);

      for (const more of [0, 1, 5]) {
        const into = make(Kind, n + more);
        const untouched = into.slice(n);
        const got = decodeStaged(stage, length, stage.tag, revive, into) as Target;
        expect(got).toEqual(sent);
        expect(got.buffer).toBe(into.buffer);
        expect(got === into).toBe(more === 0);
        expect(into.slice(n)).toEqual(untouched);
        expect(moved(sent, make(Kind, n + more))).toEqual(sent);
      }
    },
  );

  test('what is longer, or of another kind, comes in an array of its own', () => {
    const stage = stageOf(4096);
    const sent = make(Kind, 9);
    const length = encodeStaged(sent, stage);
    const other = new Uint32Array(64);
    for (const into of [make(Kind, 8), other]) {
      const before = into.slice();
      const got = decodeStaged(stage, length, stage.tag, revive, into) as Target;
      expect(got).toEqual(sent);
      expect(got.buffer).not.toBe(into.buffer);
      expect(into).toEqual(before);
      expect(moved(sent, into)).toBe(sent);
    }
  });
});

test('an array longer than the staging area is a body of its own', () => {
  const stage = stageOf(65_536);
  const sent = new Float64Array(10_000).fill(3);
  expect(encodeStaged(sent, stage)).toBe(0);
  expect(stage.body?.byteLength).toBe(80_000);
  expect(encode(sent)).toHaveLength(HEAD_BYTES + 80_000);
});

test('other values pay no heed to the room', () => {
  const stage = stageOf(4096);
  const into = new Uint8Array(64);
  for (const value of [1, -0, 'text', null, undefined, [1, 2], { a: 1 }, new Map([[1, 2]])]) {
    const length = encodeStaged(value, stage);
    expect(decodeStaged(stage, length, stage.tag, revive, into)).toEqual(value);
    expect(moved(value, into)).toBe(value);
  }
  expect(into).toEqual(new Uint8Array(64));
});
