/** A program is written as its page is indented, and runs as Python wants it. */
import { expect, test } from 'vitest';

import { dedented } from './own-program';

test.each([
  ['\n    x = 1\n    if x:\n        y = 2\n  ', 'x = 1\nif x:\n    y = 2\n'],
  ['x = 1', 'x = 1\n'],
  ['\n\n\tx = 1\n\n\ty = 2\n', 'x = 1\n\ny = 2\n'],
  ['\n  x\n y\n', ' x\ny\n'],
  ['\n  x\n\ty\n', '  x\n\ty\n'],
  ['\r\n  a\r\n  b\r\n', 'a\nb\n'],
  ['', '\n'],
  ['  \n  \n', '\n'],
])('%j', (written, program) => {
  expect(dedented(written)).toBe(program);
});
