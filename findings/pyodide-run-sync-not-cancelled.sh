#!/usr/bin/env bash
# Pyodide 314.0.7: `asyncio.timeout` and `Task.cancel` do not end a wait in `run_sync`.
#
# While a task waits in `run_sync(awaitable)` the event loop goes on: other tasks run, and so does
# the timer of `asyncio.timeout`. It cancels the task, as `Task.cancel()` does, which says True. But
# the wait is not an `await`: it ends with the awaitable only, and nothing is raised there. A block
# of 0.1 s that takes 0.5 s is left without TimeoutError, and a task that comes to its end without
# an exception is cancelled all the same, its result gone.
#
# Seen with Node 26.10.0:
#   await, timeout: TimeoutError
#   await, cancel: True, CancelledError
#   run_sync, timeout: waited to the end, no error
#   run_sync, cancel: True, waited to the end, CancelledError
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

const python = await loadPyodide();
await python.runPythonAsync(`
import asyncio
from pyodide.ffi import run_sync

async def wait(name):
    await asyncio.sleep(0.5) if name == 'await' else run_sync(asyncio.sleep(0.5))
    seen.append('waited to the end')

for name in 'await', 'run_sync':
    seen = []
    try:
        async with asyncio.timeout(0.1):
            await wait(name)
        seen.append('no error')
    except TimeoutError:
        seen.append('TimeoutError')
    print(f'{name}, timeout:', ', '.join(seen))
    task, seen = asyncio.create_task(wait(name)), []
    await asyncio.sleep(0.1)
    seen.append(str(task.cancel()))
    try:
        await task
    except asyncio.CancelledError:
        seen.append('CancelledError')
    print(f'{name}, cancel:', ', '.join(seen))
`);
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
await, timeout: TimeoutError
await, cancel: True, CancelledError
run_sync, timeout: waited to the end, no error
run_sync, cancel: True, waited to the end, CancelledError
SEEN
