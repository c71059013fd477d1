#!/usr/bin/env bash
# workerpool 10.0.3 and piscina 5.3.2: a pool that was ended takes a task, and starts workers for it.
#
# `terminate` and `destroy` reject what is pending and end every worker, and their promises say when
# that is done. A call on the pool afterwards is not refused, as it is by Python's executors and
# pools: it starts a new worker, which nobody ends any more (a late callback that calls a pool which
# its owner has ended keeps a thread, and in Node the process). Piscina's `close` ends a pool the
# same way.
#
# Seen with Node 26.10.0:
#   workerpool, after terminate(): 1 worker, answer 42
#   piscina, after destroy(): 1 worker, answer 42
#   piscina, after close(): 1 worker, answer 42
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 workerpool@10.0.3 piscina@5.3.2
echo 'export default (number) => number * 2;' > double.mjs
cat > run.mjs <<'JS'
import { Piscina } from 'piscina';
import workerpool from 'workerpool';

const pool = workerpool.pool({ maxWorkers: 1 });
await pool.exec((number) => number * 2, [1]);
await pool.terminate();
const again = await pool.exec((number) => number * 2, [21]);
const { totalWorkers } = pool.stats();
console.log(`workerpool, after terminate(): ${totalWorkers} worker, answer ${again}`);

const filename = new URL('double.mjs', import.meta.url).href;
for (const end of ['destroy', 'close']) {
  const piscina = new Piscina({ filename, minThreads: 1, maxThreads: 1 });
  await piscina.run(1);
  await piscina[end]();
  const answer = await piscina.run(21);
  console.log(`piscina, after ${end}(): ${piscina.threads.length} worker, answer ${answer}`);
}
process.exit();
JS
timeout 60 node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
workerpool, after terminate(): 1 worker, answer 42
piscina, after destroy(): 1 worker, answer 42
piscina, after close(): 1 worker, answer 42
SEEN
