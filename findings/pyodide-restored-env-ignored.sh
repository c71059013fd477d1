#!/usr/bin/env bash
# Pyodide 314.0.7: `loadPyodide` ignores `env` and `args` where it restores a snapshot.
#
# `env` is the interpreter's environment and `args` its command line. Both are read when Python
# starts, and a restored interpreter does not start: it has the environment and the command line of
# the one that the snapshot was made of. The options are taken without a word.
#
# Seen with Node 26.10.0:
#   loaded: SHARD=7, -b 1
#   restored: SHARD=None, -b 0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const options = { env: { HOME: '/home/pyodide', SHARD: '7' }, args: ['-b'] };
const show = async (name, more) => {
  const python = await loadPyodide({ ...options, ...more });
  const code = `import os, sys; f"SHARD={os.environ.get('SHARD')}, -b {sys.flags.bytes_warning}"`;
  console.log(`${name}: ${python.runPython(code)}`);
};
await show('loaded', {});
const snapshot = (await loadPyodide({ _makeSnapshot: true })).makeMemorySnapshot();
await show('restored', { _loadSnapshot: snapshot });
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
loaded: SHARD=7, -b 1
restored: SHARD=None, -b 0
SEEN
