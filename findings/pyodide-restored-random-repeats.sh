#!/usr/bin/env bash
# Pyodide 314.0.7: interpreters restored from one snapshot draw the same random numbers.
#
# Each interpreter seeds `random` and the hash of strings from the system's entropy. A snapshot
# holds both seeds, for `random` is imported while Pyodide starts up, and neither is seeded anew
# when it is loaded. So workers that start from one snapshot all walk through one sequence: a
# simulation spread over four of them makes the same draws four times. `os.urandom` does differ.
#
# Seen with Node 26.10.0:
#   loaded: random differs, hash differs, urandom differs
#   restored: random same, hash same, urandom differs
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const draw = async (options) =>
  (await loadPyodide(options))
    .runPython(`import os, random; [str(random.random()), hash('key'), os.urandom(8).hex()]`)
    .toJs();
const compare = async (name, options) => {
  const [one, other] = [await draw(options), await draw(options)];
  const words = ['random', 'hash', 'urandom'].map(
    (word, n) => `${word} ${one[n] === other[n] ? 'same' : 'differs'}`,
  );
  console.log(`${name}: ${words.join(', ')}`);
};
await compare('loaded', {});
const snapshot = (await loadPyodide({ _makeSnapshot: true })).makeMemorySnapshot();
await compare('restored', { _loadSnapshot: snapshot });
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
loaded: random differs, hash differs, urandom differs
restored: random same, hash same, urandom differs
SEEN
