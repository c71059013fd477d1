/**
 * Items on their way: wherever a list is cut, its pieces contain the same items, in buffers of
 * their own.
 */
import { expect, test } from 'vitest';

import {
  areShared,
  count,
  joined,
  keptItems,
  numbers,
  packAll,
  slice,
  transferList,
  type ArgumentLists,
} from './items';
import { transfer } from './transfer';

/** The items of argument lists, one by one. */
function listsOf({ args, ends }: ArgumentLists): number[][] {
  return Array.from(ends, (end, item) => [...args.subarray(item === 0 ? 0 : ends[item - 1], end)]);
}

/** Lists of 0 to 3 arguments, all different. */
function lists(length: number): ArgumentLists {
  const lengths = Array.from({ length }, (_, item) => (item * 7 + 2) % 4);
  let end = 0;
  const ends = Uint32Array.from(lengths, (n) => (end += n));
  return { args: Float64Array.from({ length: end }, (_, i) => i + 0.5), ends };
}

test('numbers, values and argument lists are the same items wherever they are cut', () => {
  for (const length of [0, 1, 2, 7, 16]) {
    const side = Float64Array.from({ length }, (_, i) => i - 0.5);
    const packed = packAll(
      Array.from({ length }, (_, i) => (i % 3 === 0 ? `${i}` : i)),
      String,
    );
    const args = lists(length);
    for (let at = 0; at <= length; at += 1) {
      const rest = length - at;
      expect(joined([slice(side, 0, at), slice(side, at, rest)])).toEqual([...side]);
      expect(joined([slice(packed, 0, at), slice(packed, at, rest)])).toEqual(joined([packed]));
      const pieces = [slice(args, 0, at), slice(args, at, rest)];
      expect(pieces.map(count)).toEqual([at, rest]);
      expect(pieces.flatMap(listsOf)).toEqual(listsOf(args));
    }
  }
});

test('a piece has a buffer of its own, so that it can move', () => {
  const args = lists(9);
  const side = Float64Array.of(1, 2, 3);
  for (const piece of [slice(args, 2, 3).args, slice(args, 2, 3).ends, slice(side, 1, 1)]) {
    expect(piece.byteOffset).toBe(0);
    expect(piece.byteLength).toBe(piece.buffer.byteLength);
    expect([args.args.buffer, args.ends.buffer, side.buffer]).not.toContain(piece.buffer);
  }
});

test('pieces of numbers and of other values join in order', () => {
  const values = [Float64Array.of(1, 2), [{ packed: 'a' }], Float64Array.of()];
  expect(joined(values)).toEqual([1, 2, 'a']);
  expect(joined(values, ({ packed }) => [packed])).toEqual([1, 2, ['a']]);
});

test('only plain numbers lie side by side: −0 and NaN stay what they are, and a text is none', () => {
  const side = numbers([-0, NaN, 1]);
  expect(side && joined([side])).toEqual([-0, NaN, 1]);
  expect(numbers([1, '2'])).toBeNull();
});

test('a value that cannot be sent is named', () => {
  expect(() => packAll([1, () => 1], (index) => `items[${index}]`)).toThrow(/items\[1\]/);
});

test('what is kept is what was there, and what is marked has moved', () => {
  const list = [1];
  const array = Float64Array.of(1, 2);
  const items = packAll([list, transfer(array, [array.buffer]), 'text'], String);
  const then = keptItems(items);
  list[0] = 2;
  expect(array.length).toBe(0);
  expect(joined([then])).toEqual([[1], Float64Array.of(1, 2), 'text']);
  // It goes on moving.
  expect(transferList(then)).toEqual([Float64Array.of(1, 2).buffer]);
});

test('a hole is an item, and a buffer that two items name moves once', () => {
  const holes: unknown[] = [];
  holes[1] = 'x';
  expect(joined([packAll(holes, String)])).toEqual([undefined, 'x']);
  const { buffer } = new Float64Array(1);
  const shared = [0, 1].map(() => transfer({ buffer }, [buffer]));
  expect(transferList(packAll(shared, String))).toEqual([buffer]);
});

test('shared numbers are neither copied nor moved: a part is a view of them', () => {
  const room = (length: number): Float64Array =>
    new Float64Array(new SharedArrayBuffer(8 * length + 8), 0, length);
  const items = packAll([1, 2, 3, 4], String, undefined, room);
  expect([areShared(items), transferList(items)]).toEqual([true, []]);
  const part = slice(items, 1, 2) as Float64Array;
  expect([part.buffer === (items as Float64Array).buffer, transferList(part)]).toEqual([true, []]);
  part[0] = 20;
  expect(joined([slice(items, 0, 1), part, slice(items, 3, 1)])).toEqual([1, 20, 3, 4]);
  expect(areShared(packAll([1, 'x'], String, undefined, room))).toBe(false);
  expect(areShared(packAll([1], String))).toBe(false);
});
