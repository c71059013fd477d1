import { expect, test } from 'vitest';

import { brief } from './shown';
import {
  checkCall,
  known,
  operands,
  operandsWith,
  refused,
  rightOperand,
  shown,
  timeoutOf,
} from './checks';
import type { PackedMatrix } from './types';

const names = ['chunksize', 'timeoutMs', 'signal', 'onProgress', 'onSpans'] as const;

test.each([
  ['chunkSize', 'chunksize'],
  ['chunk_size', 'chunksize'],
  ['timeout', 'timeoutMs'],
  ['TIMEOUTMS', 'timeoutMs'],
  ['onprogress', 'onProgress'],
  ['sginal', 'signal'],
])('%s is refused, and %s proposed', (wrong, right) => {
  const call = (): unknown => known('options', { [wrong]: 1 }, names);
  expect(call).toThrow(expect.objectContaining({ code: 'E_ARGUMENT' }));
  expect(call).toThrow(new RegExp(`^${wrong} is no option.*did you mean ${right}\\?`));
});

test.each([null, 7, 'text', true, Symbol('s'), [], () => 1])('options cannot be %s', (value) => {
  const call = (): unknown => known('options', value as object, names);
  expect(call).toThrow(expect.objectContaining({ code: 'E_ARGUMENT' }));
});

test('options without a prototype are options', () => {
  const options = Object.assign(Object.create(null) as object, { timeoutMs: 5 });
  expect(timeoutOf(options)).toBe(5);
});

test('block is true or false, and a time is looked at also where it does not count', () => {
  expect(() => timeoutOf({ block: 0 as unknown as boolean })).toThrow(/block is 0/);
  expect(() => timeoutOf({ block: false, timeoutMs: -1 })).toThrow(/timeoutMs is -1/);
  expect(timeoutOf({ block: false, timeoutMs: 5 })).toBe(0);
});

test('a signal may be any realm’s, callbacks are functions', () => {
  const another = { aborted: false, addEventListener: () => undefined };
  expect(() => checkCall({ signal: another })).not.toThrow();
  for (const signal of [null, {}, new AbortController(), 'x']) {
    expect(() => checkCall({ signal })).toThrow(/signal is .* AbortSignal/);
  }
  expect(() => checkCall({ onProgress: 7 })).toThrow(/onProgress is 7/);
  expect(() => checkCall({ onSpans: null })).toThrow(/onSpans is null/);
});

test('operands that are no matrices are named, and not printed', () => {
  const [plain, matrix] = [Array<number>(4096).fill(0.123), new Float64Array(4)];
  const call = (a: unknown, b: unknown) => () => operands(a, b, { m: 2, k: 2, n: 2 });
  expect(call(plain, matrix)).toThrow(/^a is an Array of 4096 elements; it must be a Float64Array/);
  expect(call(matrix, plain)).toThrow(/^b is an Array of 4096 elements.*Float64Array\.from\(b\)/);
  expect(call(matrix, new Float32Array(4))).toThrow(/Float64Array.*Float32Array/);
  expect(call(matrix, matrix)).not.toThrow();
});

test('with a prepared matrix sizes may be left out, and must agree', () => {
  const b = { k: 2, n: 3, precision: 'f32' } as PackedMatrix;
  const call = (a: unknown, dims: unknown) => () => operandsWith(a, b, dims as { m: number });
  const a = new Float32Array(4);
  expect(call(a, { m: 2 })()).toEqual({ m: 2, k: 2, n: 3 });
  expect(call(a, { m: 2, n: 3 })).not.toThrow();
  expect(call(a, { m: 2, k: 3 })).toThrow(/^b is 2×3, not 3×3/);
  expect(call(a, { m: 3 })).toThrow(/^a has 4 elements/);
  expect(call(new Float64Array(4), { m: 2 })).toThrow(/^a is .* Float32Array, as b is/);
  expect(call(a, { m: 2, p: 1 })).toThrow(/p/);
  for (const dims of [undefined, null, 7]) expect(call(a, dims)).toThrow(/^dims is .*m, k and n/);
  expect(call(a, {})).toThrow(/^m is undefined/);
  expect(() => rightOperand(a, null as never)).toThrow(/^dims is null.*with k and n/);
  expect(() => rightOperand(a, { k: 2, n: 3 })).toThrow(/^b has 4 elements/);
});

test('values in messages are short, whatever they are', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(shown(cycle)).toBe('an Array of 1 element');
  expect(shown(new Uint8Array(3))).toBe('a Uint8Array of 3 elements');
  expect(shown(new Int8Array(3))).toBe('an Int8Array of 3 elements');
  expect(shown(new Map())).toBe('a Map');
  expect(shown({})).toBe('an object');
  expect(shown(Object.create(null))).toBe('an object');
  expect(shown(Symbol('s'))).toBe('Symbol(s)');
  expect(shown('x'.repeat(10_000)).length).toBeLessThan(100);
  expect(shown(10n ** 5000n).length).toBeLessThan(100);
  expect(shown({ constructor: { name: 7 } })).toBe('an object');
  expect(brief({ a: cycle, b: { c: 1 } })).toBe('{a: an Array of 1 element, b: an object}');
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  expect(refused('x', proxy, 'y').message).toMatch(/^x is an object that cannot be looked at/);
});
