/** Which requests the service worker answers, below any path. */
import { expect, test } from 'vitest';

import { cachedAddress, kindOf } from './kinds';

const scope = 'https://host/some/path/';
const isPart = (address: string): boolean => address.startsWith(`${scope}lib/`);
const kind = (
  address: string,
  mode: RequestMode = 'cors',
  destination: RequestDestination = 'script',
): ReturnType<typeof kindOf> =>
  kindOf({ url: new URL(address, scope).href, mode, destination }, scope, isPart);

test('the page’s own document, whatever its query, in a window of its own', () => {
  for (const address of ['', 'index.html', '?a', 'index.html?a=b'])
    expect(kind(address, 'navigate', 'document'), address).toBe('page');
  for (const frame of ['iframe', 'frame', 'embed', 'object'] as const)
    expect(kind('', 'navigate', frame), frame).toBe(null);
});

test('no other document, and no embed', () => {
  for (const address of ['embed.html', 'embed.html?demo=queue', 'else.html', 'assets/', '../'])
    expect(kind(address, 'navigate', 'document'), address).toBe(null);
  expect(kind('embed.js')).toBe(null);
});

test('hashed files, known or not, and the parts of the page with a stable address', () => {
  expect(kind('assets/index-abc.js')).toBe('hashed');
  expect(kind('assets/engine.worker-abc.js', 'same-origin', 'worker')).toBe('hashed');
  expect(kind('assets/python/314.0.7/pyodide.asm.wasm', 'cors', '')).toBe('python');
  expect(kind('assets/python-abc.js')).toBe('hashed');
  expect(kind('lib/parallel-playground.js')).toBe('stable');
  expect(kind('anything.js')).toBe(null);
});

test('nothing outside of the folder', () => {
  for (const address of ['../assets/a.js', '/lib/a.js', 'https://other/some/path/assets/a.js'])
    expect(kind(address), address).toBe(null);
});

test('one address in the cache for the page, and each file’s own', () => {
  for (const address of ['', 'index.html', '?a=b'])
    expect(cachedAddress(scope + address, scope)).toBe(`${scope}index.html`);
  expect(cachedAddress(`${scope}lib/a.js`, scope)).toBe(`${scope}lib/a.js`);
});
