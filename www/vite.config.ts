/**
 * How the site is bundled: the page, hashed under `assets/`, and the library at its stable address,
 * sharing every chunk. All addresses in the output are relative, so the site works below any path.
 */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

import { PYODIDE_VERSION } from '../pkg/python/manifest.ts';
import { isolationHeaders } from '../scripts/headers.mjs';
import { chunkGroups } from './vite.chunks.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const page = (...names: string[]): string[] => names.map((name) => here(`page/${name}.ts`));

const library = 'parallel-playground';

/**
 * Python's files lie in a folder, for the service worker does not keep them ahead. Pyodide finds
 * its own by their names, so for these the version stands in place of a hash: they are what was
 * published under it.
 */
const assetFileNames = ({ originalFileNames }: { originalFileNames: string[] }): string => {
  const from = originalFileNames.find((name) => name.includes('pkg/python/'));
  if (from === undefined) return 'assets/[name]-[hash][extname]';
  return from.includes('/pyodide.')
    ? `assets/python/${PYODIDE_VERSION}/[name][extname]`
    : 'assets/python/[name]-[hash][extname]';
};

export default defineConfig({
  root: here('.'),
  base: './',
  // A missing file is a 404, not the page under another name: a worker's script must never be
  // answered with HTML.
  appType: 'mpa',
  server: { headers: isolationHeaders, fs: { allow: [here('..')] } },
  worker: {
    format: 'es',
    // wasm-bindgen-rayon's thread imports the module on purpose without a cycle; that it is in the
    // same chunk is what we want.
    rolldownOptions: {
      checks: { ineffectiveDynamicImport: false },
      output: { assetFileNames },
    },
  },
  build: {
    target: 'es2022',
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Preloading needs a document, and the library may be opened in a worker too.
      resolveDependencies: (_, dependencies, { hostId }) =>
        hostId.startsWith('lib/') ? [] : dependencies,
    },
    rolldownOptions: {
      input: {
        index: here('index.html'),
        embed: here('embed.html'),
        [library]: here('lib/index.ts'),
      },
      // The library keeps its exports although the page imports the same module.
      preserveEntrySignatures: 'exports-only',
      output: {
        assetFileNames,
        entryFileNames: ({ name }) =>
          name === library ? 'lib/[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: chunkGroups({
            library: [here('lib/index.ts')],
            page: [here('page/main.ts')],
            frame: page('elements/frame/index', 'page-engine', 'styles/index', 'view'),
            demo: page(
              'elements/demo/index',
              'elements/chart/chart-reader',
              'charts/marks',
              'recorded/revive',
            ),
            lab: page('elements/lab/index', 'recorded/revive-lab'),
            interleaving: page('elements/figures/interleaving'),
            product: page('elements/figures/product'),
            program: page('elements/program/index'),
          }),
        },
      },
    },
  },
});
