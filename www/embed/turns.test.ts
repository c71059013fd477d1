/** Turns are given one at a time and in order, even if a caller leaves. */
import { expect, test } from 'vitest';

import { Turns } from './turns';

test('the first is called at once, the others one after the other', () => {
  const turns = new Turns();
  const called: string[] = [];
  const release = ['a', 'b', 'c'].map((name) => turns.take(() => called.push(name)));
  expect(called).toEqual(['a']);
  release[0]?.();
  expect(called).toEqual(['a', 'b']);
  release[0]?.();
  expect(called).toEqual(['a', 'b']);
  release[1]?.();
  expect(called).toEqual(['a', 'b', 'c']);
});

test('who leaves the queue is not called', () => {
  const turns = new Turns();
  const called: string[] = [];
  const release = ['a', 'b', 'c'].map((name) => turns.take(() => called.push(name)));
  release[1]?.();
  release[0]?.();
  expect(called).toEqual(['a', 'c']);
});
