#!/usr/bin/env bash
# Pyodide 314.0.7: `time.process_time()` counts the time asleep.
#
# Python's manual says of `process_time` that it is the processor's time, without the time during
# sleep. Emscripten's `clock()` is a wall clock, so here the count goes on in `time.sleep`, and
# between two calls while the interpreter is not entered at all. A worker that has waited all the
# time seems to have been busy all the time.
#
# Seen with Node 26.10.0:
#   clock(): asleep 0.5 s, counted 0.5 s
#   clock(): not entered for 0.5 s, counted 0.5 s
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
python.runPython(`
import time

name = time.get_clock_info('process_time').implementation

def show(what, counted):
    print(f'{name}: {what}, counted', '0.5 s' if 0.45 < counted < 5 else f'{counted:.3f} s')

start = time.process_time()
time.sleep(0.5)
show('asleep 0.5 s', time.process_time() - start)
start = time.process_time()
`);
await new Promise((resolve) => setTimeout(resolve, 510));
python.runPython(`show('not entered for 0.5 s', time.process_time() - start)`);
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
clock(): asleep 0.5 s, counted 0.5 s
clock(): not entered for 0.5 s, counted 0.5 s
SEEN
