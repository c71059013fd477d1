/** The doors of heap.wasm refuse what no agent passes. */
import { beforeAll, describe, expect, test } from 'vitest';

import { ERRORS, OPERATIONS } from '../../pkg/heap';
import { heapError } from './errors';
import type { HeapInstance } from './instance';
import { heapForTests } from './heap-for-tests';
import { CELL_BYTES, operationsOf, WINDOW_AGENT, WINDOW_REGION } from './layout';

let instance: HeapInstance;

beforeAll(async () => {
  instance = await heapForTests();
});

describe('an operation', () => {
  const begin = (kind: number): void => {
    const at = instance.allocate(CELL_BYTES);
    const record = operationsOf(WINDOW_REGION);
    instance.exports.operation_begin(record, kind, at, WINDOW_AGENT, 0, 0, 0);
  };

  test.each(OPERATIONS)('of a known kind begins: %s', (kind) => {
    begin(OPERATIONS.indexOf(kind));
  });

  test('of an unknown kind traps', () => {
    expect(() => {
      begin(OPERATIONS.length);
    }).toThrow(WebAssembly.RuntimeError);
  });
});

test.each([0, 2 ** 31, 2 ** 32 - 1])('an agent cannot have the id %d: its call traps', (id) => {
  const at = instance.allocate(CELL_BYTES);
  expect(() => instance.exports.lock_acquire(at, id, 0)).toThrow(WebAssembly.RuntimeError);
  expect(instance.exports.lock_acquire(at, WINDOW_AGENT, 0)).toBe(0);
});

test('every error of the heap is a coded error with a sentence of its own', () => {
  const errors = Object.values(ERRORS).map(heapError);
  for (const { code } of errors) expect(code).not.toBe('E_WASM');
  expect(new Set(errors.map(({ message }) => message)).size).toBe(errors.length);
  expect(heapError(-1000).code).toBe('E_WASM');
});
