#!/usr/bin/env bash
# Pyodide 314.0.7: `asyncio.new_event_loop()` replaces the event loop that is running.
#
# Python's manual: it creates and returns a new loop; `asyncio.set_event_loop` makes it the current
# one, and which one runs is another matter. Pyodide's loops declare themselves the running one when
# they are made. So code that makes a loop to keep for later has switched the program over to it.
#
# Seen with Node 26.10.0:
#   before: the running loop is the program's
#   after: the running loop is the new one
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
python.runPython(`
import asyncio

def show(when):
    running = asyncio.get_running_loop()
    name = "the program's" if running is loop else 'the new one' if running is new else 'another'
    print(f'{when}: the running loop is {name}')

loop, new = asyncio.get_running_loop(), None
show('before')
new = asyncio.new_event_loop()
show('after')
`);
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
before: the running loop is the program's
after: the running loop is the new one
SEEN
