#!/usr/bin/env bash
# Pyodide 314.0.7: `sys.exit()` and an interrupt in `runPythonAsync` are rejected twice.
#
# An error of the program rejects the promise, and who handles that has handled it. SystemExit and
# KeyboardInterrupt reject the promise as well; but asyncio also passes these two out of the event
# loop, which here is a promise of nobody's. So a page that catches every rejection still has an
# `unhandledrejection`, and Node ends with exit code 1 where the program said `sys.exit(0)`.
#
# Seen with Node 26.10.0:
#   ValueError: rejected, unhandled: none
#   SystemExit: rejected, unhandled: SystemExit
#   KeyboardInterrupt: rejected, unhandled: KeyboardInterrupt
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 pyodide@314.0.7
cat > run.mjs <<'JS'
import { loadPyodide } from 'pyodide';

let unhandled = [];
process.on('unhandledRejection', (error) => unhandled.push(error.type));
const python = await loadPyodide();
for (const name of ['ValueError', 'SystemExit', 'KeyboardInterrupt']) {
  unhandled = [];
  let how = 'resolved';
  await python.runPythonAsync(`raise ${name}(0)`).catch(() => {
    how = 'rejected';
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(`${name}: ${how}, unhandled: ${unhandled.join() || 'none'}`);
}
process.exit();
JS
timeout 120 node_modules/.bin/node run.mjs 2> >(cut -c1-200 >&2) | tee seen.txt
diff seen.txt - <<'SEEN'
ValueError: rejected, unhandled: none
SystemExit: rejected, unhandled: SystemExit
KeyboardInterrupt: rejected, unhandled: KeyboardInterrupt
SEEN
