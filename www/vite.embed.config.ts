/**
 * How `embed.js` is bundled: one classic script at a stable address beside the page, after the page
 * has been built.
 */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: here('dist'),
    emptyOutDir: false,
    lib: {
      entry: here('embed/index.ts'),
      formats: ['iife'],
      name: 'parallelPlaygroundEmbed',
      fileName: () => 'embed.js',
    },
  },
});
