#!/usr/bin/env bash
# webpack 5.113.0: a worker that asks for `type: 'module'` gets a classic script.
#
# `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })` is built into a worker
# whose type is undefined, without a warning, unless `output.module` is on. What the worker imports
# at run time sees a realm in which `importScripts` works: Pyodide 314.0.7 tries that and refuses
# ("Classic web workers are not supported"), although the author asked for a module, and although it
# runs there once `importScripts` is hidden.
#
# Seen with Node 20.20.2:
#   the page asks for: {type:void 0}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit --ignore-scripts webpack@5.113.0
cat > main.mjs <<'JS'
new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
JS
echo 'postMessage(typeof importScripts);' > worker.mjs
cat > build.mjs <<'JS'
import { readFileSync } from 'node:fs';
import webpack from 'webpack';

const output = { path: `${process.cwd()}/dist` };
webpack({ mode: 'production', entry: './main.mjs', output }, (error, stats) => {
  if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
  const [options] = /\{type:[^}]*\}/.exec(readFileSync('dist/main.js', 'utf8')) ?? [];
  console.log(`the page asks for: ${options}`);
});
JS
timeout 60 node build.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
the page asks for: {type:void 0}
SEEN
