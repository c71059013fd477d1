import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { NumberRoom } from './number-room';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('room that was given back is used again, as far as it suffices', () => {
  const room = new NumberRoom();
  const first = room.take(100);
  expect([first.length, first.buffer instanceof SharedArrayBuffer]).toEqual([100, true]);
  room.giveBack(first);
  const smaller = room.take(60);
  expect([smaller.length, smaller.buffer === first.buffer]).toEqual([60, true]);
  room.giveBack(smaller);
  const larger = room.take(101);
  expect([larger.length, larger.buffer === first.buffer]).toEqual([101, false]);
});

test('two maps at a time never share room', () => {
  const room = new NumberRoom();
  const [one, other] = [room.take(10), room.take(10)];
  expect(one.buffer).not.toBe(other.buffer);
  room.giveBack(one);
  room.giveBack(other);
  const [next, last] = [room.take(10), room.take(10)];
  expect([next.buffer === other.buffer, last.buffer === next.buffer]).toEqual([true, false]);
});

test('what is large, or was kept for long, is not kept', () => {
  const room = new NumberRoom();
  const large = room.take(2 ** 21 + 1);
  room.giveBack(large);
  expect(room.take(1).buffer).not.toBe(large.buffer);
  const small = room.take(10);
  room.giveBack(small);
  vi.advanceTimersByTime(5000);
  expect(room.take(10).buffer).not.toBe(small.buffer);
  expect(vi.getTimerCount()).toBe(0);
});
