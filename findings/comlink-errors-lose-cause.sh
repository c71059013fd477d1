#!/usr/bin/env bash
# comlink 4.4.2: a thrown error arrives as a plain Error: class, `cause` and `errors` are left behind.
#
# The channel itself clones an Error with its class and its `cause`. Comlink's handler for thrown
# values takes name, message and stack off an Error and makes `new Error` of them on the other side:
# `instanceof RangeError` is false there, the chain of causes ends, and an AggregateError of
# `Promise.any` holds no errors. What is thrown and is no Error arrives whole.
#
# Seen with Node 26.10.0:
#   posted: RangeError, instance of RangeError: true, cause: why
#   thrown: RangeError, instance of RangeError: false, cause: undefined
#   thrown: AggregateError, instance of AggregateError: false, errors: undefined
#   thrown: {"reason":"why"}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0 comlink@4.4.2
cat > run.mjs <<'JS'
import { expose, wrap } from 'comlink';

const failed = () => new RangeError('bad', { cause: new Error('why') });
const { port1, port2 } = new MessageChannel();
const posted = await new Promise((resolve) => {
  port2.once('message', resolve);
  port1.postMessage(failed());
});
const is = (error, kind) => `${error.name}, instance of ${kind.name}: ${error instanceof kind}`;
console.log(`posted: ${is(posted, RangeError)}, cause: ${posted.cause?.message}`);

const remote = wrap(port2);
const other = {
  range() {
    throw failed();
  },
  any: () => Promise.any([Promise.reject(new Error('first'))]),
  object() {
    throw { reason: 'why' };
  },
};
expose(other, port1);
const thrown = (name) => remote[name]().catch((error) => error);
const range = await thrown('range');
console.log(`thrown: ${is(range, RangeError)}, cause: ${range.cause?.message}`);
const any = await thrown('any');
console.log(`thrown: ${is(any, AggregateError)}, errors: ${any.errors}`);
console.log(`thrown: ${JSON.stringify(await thrown('object'))}`);
process.exit();
JS
timeout 60 node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
posted: RangeError, instance of RangeError: true, cause: why
thrown: RangeError, instance of RangeError: false, cause: undefined
thrown: AggregateError, instance of AggregateError: false, errors: undefined
thrown: {"reason":"why"}
SEEN
