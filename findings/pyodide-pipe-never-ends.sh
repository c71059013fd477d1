#!/usr/bin/env bash
# Pyodide 314.0.7: a pipe has no end of file after its last writer has gone.
#
# Where all writers of a pipe have closed it and it is empty, `read` returns nothing: that is how a
# reader learns that there is no more to come. Emscripten's pipes do not know of writers. The read
# fails with BlockingIOError, as if more could come, though the pipe was made blocking, and `select`
# does not call the pipe readable.
#
# Seen with Node 26.10.0, and with CPython 3.11.7 on Linux:
#   Pyodide: b'data', then not ready, then BlockingIOError
#   CPython: b'data', then ready, then b''
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > program.py <<'PY'
import os, select, sys

name = 'Pyodide' if sys.platform == 'emscripten' else 'CPython'
reader, writer = os.pipe()
os.write(writer, b'data')
os.close(writer)
data = os.read(reader, 10)
ready = 'ready' if select.select([reader], [], [], 0)[0] else 'not ready'
try:
    end = os.read(reader, 10)
except BlockingIOError as error:
    end = type(error).__name__
print(f'{name}: {data}, then {ready}, then {end}')
PY
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
python.runPython(readFileSync('program.py', 'utf8'));
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
timeout 60 python3 program.py | tee -a seen.txt
diff seen.txt - <<'SEEN'
Pyodide: b'data', then not ready, then BlockingIOError
CPython: b'data', then ready, then b''
SEEN
