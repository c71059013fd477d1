import { expect, test } from 'vitest';

import { Claims } from './claims';

test('chunks are begun in turn, as many as were handed out', () => {
  const claims = new Claims();
  expect(claims.begin()).toBe(false);
  claims.offer(3);
  expect([claims.begin(), claims.begin(), claims.begin(), claims.begin()]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('what has not been begun is taken back, and begun by nobody', () => {
  const claims = new Claims();
  claims.offer(0x7fff);
  claims.begin();
  claims.begin();
  expect(claims.recall()).toBe(2);
  expect(claims.begin()).toBe(false);
  expect(claims.recall()).toBe(2);
  claims.offer(2);
  expect(claims.begin()).toBe(true);
});

test('the first chunk stays with the process to which it is on its way', () => {
  const claims = new Claims();
  claims.offer(5);
  expect(claims.recall()).toBe(1);
  expect([claims.begin(), claims.begin()]).toEqual([true, false]);
});

test('both ends see one word where memory is shared', () => {
  const memory = new SharedArrayBuffer(4);
  const [engine, process] = [new Claims(memory), new Claims(memory)];
  engine.offer(4);
  expect(process.begin()).toBe(true);
  expect(engine.recall()).toBe(1);
  expect(process.begin()).toBe(false);
});

test('nothing is there to take back before anything was handed out', () => {
  expect(new Claims().recall()).toBe(0);
});
