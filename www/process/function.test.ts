import { expect, test } from 'vitest';

import { functionOf } from './function';

const name = 'computed';
const deep = ['x'];

class Base {
  twice(x: number): number {
    return x;
  }
}

class Derived extends Base {
  static half(x: number): number {
    return x / 2;
  }
  override twice(x: number): number {
    return super.twice(x) * 2;
  }
}

/* eslint-disable @typescript-eslint/require-await */
const o = {
  twice(x: number) {
    return 2 * x;
  },
  async later(x: number) {
    return 2 * x;
  },
  async(x: number) {
    return 2 * x;
  },
  get(x: number) {
    return 2 * x;
  },
  set(x: number) {
    return 2 * x;
  },
  static(x: number) {
    return 2 * x;
  },
  function(x: number) {
    return 2 * x;
  },
  'a b (c) {}'(x: number) {
    return 2 * x;
  },
  12(x: number) {
    return 2 * x;
  },
  [name](x: number) {
    return 2 * x;
  },
  [deep[0] ?? '']: (x: number) => 2 * x,
  [`${deep[0]}]('`](x: number) {
    return 2 * x;
  },
  ['](a) {} //'](x: number) {
    return 2 * x;
  },
  async [`${name}2`](x: number) {
    return 2 * x;
  },
  größe(x: number) {
    return 2 * x;
  },
  $(x: number) {
    return 2 * x;
  },
  asyncx(x: number) {
    return 2 * x;
  },
  async /* get */ spaced /* ( */(x: number) {
    return 2 * x;
  },
  arrow: (x: number) => 2 * x,
  asyncArrow: async (x: number) => 2 * x,
  expression: function (x: number) {
    return 2 * x;
  },
};
/* eslint-enable */

test.each(Object.entries(o))('%s is made from its source', async (_, fn) => {
  expect(await functionOf(Function.prototype.toString.call(fn))(21)).toBe(42);
});

test('a getter’s function and a static method are made', () => {
  const withGetter = {
    get answer() {
      return 42;
    },
  };
  const getter = Reflect.get(Object.getOwnPropertyDescriptor(withGetter, 'answer') ?? {}, 'get');
  expect(functionOf(String(getter))()).toBe(42);
  expect(functionOf(String(Object.getOwnPropertyDescriptor(Derived, 'half')?.value))(84)).toBe(42);
});

test('what needs its class is refused with the reason', () => {
  const source = String(Object.getOwnPropertyDescriptor(Derived.prototype, 'twice')?.value);
  expect(() => functionOf(source)).toThrow(/super.*arguments/);
  expect(() => functionOf('read(x) { return x.#secret; }')).toThrow(/private/);
  expect(() => functionOf('no function')).toThrow(/source/);
  expect(() => functionOf('7')).toThrow(/source/);
});
