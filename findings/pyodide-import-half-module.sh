#!/usr/bin/env bash
# Pyodide 314.0.7: a module whose import waits with `run_sync` is handed half-made to other tasks.
#
# Python imports a module once: whoever else imports it meanwhile waits for the import to end. With
# stack switching a module's body may wait too, and the event loop goes on. But all tasks are one
# thread to Python, and a thread that comes across its own import is taken for a circular one, which
# does not wait. So a second task gets the module as far as it is, without an error at the import.
#
# Seen with Node 26.10.0:
#   first: int 1
#   second: AttributeError, partially initialized module, most likely due to a circular import
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
python.FS.writeFile(
  '/tmp/settings.py',
  `import asyncio
from pyodide.ffi import run_sync
run_sync(asyncio.sleep(0.2))
answer = 1
`,
);
const results = await python.runPythonAsync(`
import asyncio, sys
sys.path.insert(0, '/tmp')

async def ask():
    import settings
    return settings.answer

results = await asyncio.gather(ask(), ask(), return_exceptions=True)
[f'{type(result).__name__} {result}' for result in results]
`);
const [first, second] = results.toJs();
console.log(`first: ${first}`);
const words = second.match(/\w+Error|partially initialized module|most likely [a-z ]+/g) ?? [];
console.log(`second: ${words.join(', ')}`);
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
first: int 1
second: AttributeError, partially initialized module, most likely due to a circular import
SEEN
