#!/usr/bin/env bash
# Vite 7.3.8: the development server answers 404 for a worker of a dependency, which the build finds.
#
# A package that starts `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })` is
# bundled ahead into node_modules/.vite/deps, and its worker is not: the address then points beside
# the bundle. `vite build` follows the same expression. Packages can do nothing about it; a project
# lists them in `optimizeDeps.exclude`. Vite 8.3.8 rewrites the address.
#
# Seen with Node 20.20.2:
#   vite 7.3.8: the worker is answered with 404
#   vite 8.3.8: the worker is answered with 200
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p app/src library
cat > library/package.json <<'JSON'
{ "name": "library", "version": "1.0.0", "type": "module", "exports": "./index.js" }
JSON
cat > library/index.js <<'JS'
export const start = () =>
  new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
JS
echo 'postMessage(1);' > library/worker.js
(cd library && npm pack --silent --pack-destination .. > /dev/null)
echo '<script type="module" src="/src/main.js"></script>' > app/index.html
echo "import { start } from 'library'; start();" > app/src/main.js
cat > serve.mjs <<'JS'
import { createRequire } from 'node:module';
const { createServer, version } = await import(
  createRequire(`${process.cwd()}/`).resolve('vite').replace('index.cjs', 'dist/node/index.js')
);
const server = await createServer({ logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const origin = server.resolvedUrls.local[0];
const text = async (path) => (await fetch(new URL(path, origin))).text();
await text('/');
const main = await text('/src/main.js');
const library = /"([^"]*library[^"]*)"/.exec(main)[1];
const code = await text(library);
const found = /new URL\(\s*(?:\/\*.*?\*\/\s*)?"([^"]*worker[^"]*)"/.exec(code)[1];
const { status } = await fetch(new URL(found, new URL(library, origin)));
console.log(`vite ${version}: the worker is answered with ${status}`);
await server.close();
process.exit();
JS
for version in 7.3.8 8.3.8; do
  rm -rf app/node_modules app/package*.json
  echo '{ "private": true, "type": "module" }' > app/package.json
  (cd app && timeout 300 npm install --silent --no-fund --no-audit --ignore-scripts \
    "vite@$version" ../library-1.0.0.tgz && timeout 60 node ../serve.mjs)
done | tee seen.txt
diff seen.txt - <<'SEEN'
vite 7.3.8: the worker is answered with 404
vite 8.3.8: the worker is answered with 200
SEEN
