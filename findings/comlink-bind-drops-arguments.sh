#!/usr/bin/env bash
# comlink 4.4.2: `bind` on a proxy drops the arguments that it is given to bind.
#
# A proxy's function has `call` and `apply`, which take their arguments to the other side, and
# `bind`, which the README uses for a listener. But `bind` only returns the proxy of the function
# itself: `add.bind(null, 1)(2)` is `add(2)`. Nothing is raised on either side.
#
# Seen with Node 26.10.0:
#   call: 1 + 2
#   apply: 1 + 2
#   bind: 2 + undefined
#   bind of a local function: 1 + 2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 comlink@4.4.2
cat > run.mjs <<'JS'
import { expose, wrap } from 'comlink';

const { port1, port2 } = new MessageChannel();
const local = { add: (a, b) => `${a} + ${b}` };
expose(local, port1);
const remote = wrap(port2);
console.log(`call: ${await remote.add.call(null, 1, 2)}`);
console.log(`apply: ${await remote.add.apply(null, [1, 2])}`);
console.log(`bind: ${await remote.add.bind(null, 1)(2)}`);
console.log(`bind of a local function: ${local.add.bind(null, 1)(2)}`);
process.exit();
JS
timeout 60 node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
call: 1 + 2
apply: 1 + 2
bind: 2 + undefined
bind of a local function: 1 + 2
SEEN
