/** References that images keep by name. */
import { expect, test } from 'vitest';

import { makeDoors } from './doors';
import { nameOf, referenceOf } from './references';

test('every door, and their module, is found again by its name in another realm', () => {
  const [here, there] = [makeDoors().doors, makeDoors().doors];
  const names = new Set<string>();
  for (const value of [here, ...Object.values(here)]) {
    const name = nameOf(value, here);
    if (name === null) throw new Error('a door has no name');
    names.add(name);
    expect(referenceOf(name, here)).toBe(value);
    const other = referenceOf(name, there);
    expect(other).not.toBe(value);
    expect(nameOf(other, there)).toBe(name);
  }
  expect(names.size).toBe(Object.keys(here).length + 1);
});

test('what is no door has no name', () => {
  const { doors } = makeDoors();
  const another = makeDoors().doors;
  for (const value of [another, another.close, {}, null, undefined, 'close', () => 0]) {
    expect(nameOf(value, doors)).toBeNull();
  }
  expect(referenceOf('none', doors)).toBeUndefined();
});
