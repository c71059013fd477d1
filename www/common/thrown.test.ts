import { describe as group, expect, test } from 'vitest';

import { failureOf, helpFor, taskFailure } from './outcome';
import { describe, restoreError } from './thrown';

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error('get');
    },
    has: () => {
      throw new Error('has');
    },
    ownKeys: () => {
      throw new Error('ownKeys');
    },
    getPrototypeOf: () => {
      throw new Error('getPrototypeOf');
    },
  },
);

class NameIsAClass extends Error {
  constructor(message: string) {
    super(message);
    Object.assign(this, { name: NameIsAClass });
  }
}

function withSymbolMessage(): Error {
  return Object.assign(new Error(), { message: Symbol('why') });
}

function withCycle(): Error {
  const error = new Error('a cycle');
  error.cause = error;
  return error;
}

/** Every error of a wide and deep graph is reached by many paths. */
function widening(): Error {
  let error = new Error('leaf');
  for (let i = 0; i < 12; i += 1) error = new AggregateError(Array(8).fill(error), `level ${i}`);
  return error;
}

const HOSTILE: [what: string, thrown: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a symbol', Symbol('why')],
  ['a bigint', 7n],
  ['a function', () => 1],
  ['an object without a prototype', Object.create(null)],
  ['a proxy that throws', throwing],
  ['an error whose name is its class', new NameIsAClass('mine')],
  ['an error whose message is a symbol', withSymbolMessage()],
  ['an error that holds a function', Object.assign(new Error('holds'), { fn: () => 1 })],
  ['an error that causes itself', withCycle()],
  [
    'an error whose message is an object',
    Object.assign(new Error(), { message: Object.create(null) as object }),
  ],
  [
    'an object whose getters throw',
    {
      get message(): string {
        throw new Error('message');
      },
      get name(): string {
        throw new Error('name');
      },
    },
  ],
];

group('whatever is thrown can be posted, and is text on the other side', () => {
  test.each(HOSTILE)('%s', (_, thrown) => {
    for (const failure of [failureOf(thrown), taskFailure(thrown)]) {
      const { cause } = structuredClone(failure);
      if (!cause) throw new Error('no cause');
      const error = restoreError(cause);
      for (const part of [error.name, error.message, error.stack])
        expect(part).toBeTypeOf('string');
      // A value that has crossed one realm boundary crosses the next unchanged.
      expect(structuredClone(describe(error))).toEqual(cause);
    }
  });
});

test('an error of very many others is kept in part, and soon', () => {
  const { properties } = describe(widening());
  expect(JSON.stringify(properties).length).toBeLessThan(10_000_000);
});

function crossed(thrown: unknown): Error & Record<string, unknown> {
  return restoreError(structuredClone(describe(thrown))) as Error & Record<string, unknown>;
}

test('an error whose name is its class is called by the name of the class', () => {
  expect(crossed(new NameIsAClass('mine'))).toMatchObject({
    name: 'NameIsAClass',
    message: 'mine',
  });
});

test('an error keeps its class, its cause, its errors and its own properties', () => {
  const inner = Object.assign(new RangeError('inner'), { code: 'E_INNER' });
  const one = new TypeError('one', { cause: inner });
  const error = crossed(Object.assign(new AggregateError([one, 2], 'both'), { code: 7, at: [1] }));
  expect(error).toBeInstanceOf(AggregateError);
  expect(error).toMatchObject({ message: 'both', code: 7, at: [1] });
  const [first, second] = error['errors'] as [Error, number];
  expect(first).toBeInstanceOf(TypeError);
  expect(first.cause).toBeInstanceOf(RangeError);
  expect(first.cause).toMatchObject({ message: 'inner', code: 'E_INNER' });
  expect(second).toBe(2);
});

test('what is no error is kept as thrown, its properties on the error', () => {
  expect(crossed({ code: 7 })).toMatchObject({
    message: '{code: 7}',
    code: 7,
    thrown: { code: 7 },
  });
  expect(crossed('text')).toMatchObject({ name: 'Error', message: 'text', thrown: 'text' });
  expect(crossed([1, 2])).toMatchObject({ message: '[1, 2]', thrown: [1, 2] });
  expect(crossed({ message: 'said', name: 'Named' })).toMatchObject({
    name: 'Named',
    message: 'said',
  });
});

test('a variable that is not there gets help, another error none', () => {
  expect(taskFailure(new ReferenceError('k is not defined')).message).toMatch(
    /k is not defined\. .*source text.*pass k as an argument/,
  );
  expect(helpFor(describe(new Error('k is not defined')))).toBe('');
});
