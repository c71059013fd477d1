/** The script finds its own address, whatever else is on the page. */
import { expect, test } from 'vitest';

import { scriptAddress } from './script-address';

const SITE = 'https://your.host:8080/play/embed.js?v=2';

test('a classic script by its element', () => {
  expect(scriptAddress({ src: SITE } as unknown as Element, undefined)).toBe(SITE);
});

test.each([
  ['Chromium', `Error\n    at ${SITE}:1:23\n    at ${SITE}:9:1`],
  ['Chromium, in a function', `Error\n    at load (${SITE}:1:23)`],
  ['Firefox', `@${SITE}:1:23\nload@https://else/embed.js:3:4`],
  ['Safari', `module code@${SITE}:1:23`],
])('a module by its stack: %s', (_browser, stack) => {
  expect(scriptAddress(null, stack)).toBe(SITE);
  expect(scriptAddress({ src: '' } as unknown as Element, stack)).toBe(SITE);
});

test('where nothing tells, nothing is guessed', () => {
  for (const stack of [undefined, '', 'Error\n    at eval (<anonymous>:1:1)'])
    expect(scriptAddress(null, stack)).toBeNull();
});
