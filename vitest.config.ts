/** Unit tests of the TypeScript that needs no browser: they live beside what they test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['www/**/*.test.ts'],
    exclude: ['www/dist/**'],
    allowOnly: false,
    // For the tests of what is kept.
    execArgv: ['--expose-gc'],
  },
});
