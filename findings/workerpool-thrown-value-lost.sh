#!/usr/bin/env bash
# workerpool 10.0.3: a thrown value that is no Error arrives as an Error without it; of an Error's
# own properties that are objects, only their names arrive.
#
# A worker describes what was thrown by the names of its properties, since structured clones of
# errors lose theirs, and the other side makes an Error of the description. A number has no
# properties, a string only its characters: the promise is rejected with an Error whose message is
# empty, and the value cannot be had from it. An object among an Error's properties is described the
# same way as an Error is, and loses what it holds.
#
# Seen with Node 26.10.0:
#   throw 'no room': Error, message ''
#   throw 404: Error, message ''
#   error.code: E_ROOM
#   error.at: {}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 workerpool@10.0.3
cat > run.mjs <<'JS'
import workerpool from 'workerpool';

const pool = workerpool.pool({ maxWorkers: 1 });
const thrown = (task) => pool.exec(task).then(String, (error) => error);
const text = await thrown(() => {
  throw 'no room';
});
console.log(`throw 'no room': ${text.name}, message '${text.message}'`);
const number = await thrown(() => {
  throw 404;
});
console.log(`throw 404: ${number.name}, message '${number.message}'`);
const error = await thrown(() => {
  throw Object.assign(new Error('no room'), { code: 'E_ROOM', at: { row: 7 } });
});
console.log(`error.code: ${error.code}`);
console.log(`error.at: ${JSON.stringify(error.at)}`);
await pool.terminate();
JS
timeout 60 node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
throw 'no room': Error, message ''
throw 404: Error, message ''
error.code: E_ROOM
error.at: {}
SEEN
