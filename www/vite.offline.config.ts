/**
 * How `sw.js` is bundled: one classic script beside the page, last of all, for it lists what has
 * been built.
 */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

import { isolationHeaders } from '../scripts/headers.mjs';
import { precacheOf, pythonOf } from '../scripts/precache.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  publicDir: false,
  define: {
    'process.env.NODE_ENV': JSON.stringify('production'),
    PRECACHE: JSON.stringify(precacheOf(here('dist'))),
    PYTHON: JSON.stringify(pythonOf(here('dist'))),
    ISOLATION_HEADERS: JSON.stringify(isolationHeaders),
  },
  build: {
    target: 'es2022',
    outDir: here('dist'),
    emptyOutDir: false,
    lib: {
      entry: here('offline/sw.ts'),
      formats: ['iife'],
      name: 'parallelPlaygroundOffline',
      fileName: () => 'sw.js',
    },
  },
});
