#!/usr/bin/env bash
# Pyodide 314.0.7: `select`, `poll` and `selectors` return at once, whatever their time-out is.
#
# Other waits of the same interpreter last as long as they should: `time.sleep`, a lock's `acquire`
# and a queue's `get` with a time-out. Those of `select` look once and return empty-handed, as after
# a time-out, so a loop that waits half a second for a pipe turns without a rest.
#
# Seen with Node 26.10.0:
#   lock: waited
#   select without a file: did not wait
#   select: did not wait
#   poll: did not wait
#   selectors: did not wait
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
python.runPython(`
import os, select, selectors, threading, time

def show(name, wait):
    start = time.monotonic()
    result = wait()
    waited = time.monotonic() - start > 0.4
    print(f'{name}:', 'waited' if waited else 'did not wait', *([result] if any(result) else []))

reader, writer = os.pipe()
lock = threading.Lock()
lock.acquire()
poll = select.poll()
poll.register(reader, select.POLLIN)
selector = selectors.DefaultSelector()
selector.register(reader, selectors.EVENT_READ)

show('lock', lambda: [lock.acquire(timeout=0.5)])
show('select without a file', lambda: select.select([], [], [], 0.5))
show('select', lambda: select.select([reader], [], [], 0.5))
show('poll', lambda: poll.poll(500))
show('selectors', lambda: selector.select(0.5))
`);
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
lock: waited
select without a file: did not wait
select: did not wait
poll: did not wait
selectors: did not wait
SEEN
