#!/usr/bin/env bash
# V8: a worker is refused a shared WebAssembly.Memory because of another thread's garbage, which a refusal does not collect.
#
# Each memory reserves some 8 to 10 GiB of address space, whatever its maximum is, and all threads of a process share that: 124 memories
# fill a renderer of Chromium 156, some 16 000 a process of Node 24. V8 collects garbage before it refuses, but only that of the isolate
# that asks. So when the main thread has dropped its memories, a worker is refused one, however often it asks and however long it waits,
# until the main thread asks for one itself.
#
# Seen with Node 24.13.0 on x86-64 Linux:
#   worker: RangeError
#   worker, 1 s later: RangeError
#   main: ok
#   worker: ok
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit node@24.13.0
cat > run.mjs <<'JS'
import { Worker } from 'node:worker_threads';

const make = () => new WebAssembly.Memory({ initial: 1, maximum: 1024, shared: true });
const attempt = () => {
  try {
    make();
    return 'ok';
  } catch (error) {
    return error.name;
  }
};
const fill = () => {
  const held = [];
  try {
    for (;;) held.push(make());
  } catch {
    // All of them are garbage from here on.
  }
};
const worker = new Worker(
  `const make = ${make};
   const attempt = ${attempt};
   const { parentPort } = require('node:worker_threads');
   parentPort.on('message', () => parentPort.postMessage(attempt()));`,
  { eval: true },
);
const ask = () =>
  new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(null);
  });
fill();
console.log(`worker: ${await ask()}`);
await new Promise((resolve) => setTimeout(resolve, 1000));
console.log(`worker, 1 s later: ${await ask()}`);
console.log(`main: ${attempt()}`);
console.log(`worker: ${await ask()}`);
process.exit();
JS
node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
worker: RangeError
worker, 1 s later: RangeError
main: ok
worker: ok
SEEN
