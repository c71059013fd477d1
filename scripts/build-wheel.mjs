// Builds what is in the wheel for Pyodide hosts, in target/wheel/playground: the package of Python,
// and in `files` the host's script, the workers' scripts, and all that interpreters are made of.
// scripts/wheel.py packs it.
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { rolldown } from 'rolldown';

import { thirdParties } from './third-parties.mjs';

const to = 'target/wheel/playground';

/** The modules, each from its source. They may lie anywhere, also at a `blob:` address. */
const modules = {
  host: 'www/python/host/host.ts',
  'supervisor.worker': 'www/python/supervisor.worker.ts',
  'interpreter.worker': 'www/python/interpreter.worker.ts',
};

/**
 * The modules name no files: the host tells the supervisor where they are.
 *
 * @type {import('rolldown').Plugin}
 */
const withoutAddresses = {
  name: 'without-addresses',
  resolveId(source, importer = '') {
    if (source === './assets' && importer === resolve('www/python/supervisor.ts'))
      return resolve('www/python/assets-package.ts');
    return source.endsWith('?url') ? { id: `\0${source}` } : null;
  },
  load(id) {
    return id.endsWith('?url') ? { code: 'export default "";', moduleSideEffects: false } : null;
  },
};

rmSync(to, { recursive: true, force: true });
mkdirSync(`${to}/files`, { recursive: true });
for (const [name, input] of Object.entries(modules)) {
  const bundle = await rolldown({
    input: { [name]: input },
    platform: 'browser',
    plugins: [withoutAddresses],
    transform: { target: 'es2022' },
    onLog(level, log) {
      if (level !== 'info') throw new Error(`${name}: ${log.message}`);
    },
  });
  await bundle.write({ dir: `${to}/files`, format: 'es', codeSplitting: false, minify: true });
  await bundle.close();
}
copyFileSync('pkg/heap.wasm', `${to}/files/heap.wasm`);
for (const name of readdirSync('pkg/python').filter(
  (it) => !/^(lock\.json|manifest\.ts)$/.test(it),
))
  copyFileSync(`pkg/python/${name}`, `${to}/files/${name}`);
writeFileSync(`${to}/files/LICENSE-THIRD-PARTY.txt`, thirdParties());
cpSync('www/python/wheel/playground', to, {
  recursive: true,
  filter: (path) => !path.includes('__pycache__'),
});
