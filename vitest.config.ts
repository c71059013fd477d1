/** Unit tests of what needs no browser: they live beside what they test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['www/**/*.test.ts', 'benches/all/*.test.mjs', 'scripts/*.test.mjs'],
    exclude: ['www/dist/**'],
    allowOnly: false,
    // For a test that hangs: on a busy machine some that only compute take more than the usual 5 s.
    testTimeout: 30_000,
    // A picture that is missing fails its test, as one that has changed; `vitest run -u` writes
    // them.
    update: 'none',
    // The gallery reads the page's colours.
    css: true,
    // For the tests of what is kept.
    execArgv: ['--expose-gc'],
  },
});
