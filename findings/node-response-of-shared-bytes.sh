#!/usr/bin/env bash
# Node 26.10.0: a Response or Request of bytes in shared memory has them written out as text.
#
# Web IDL's `BufferSource` excludes shared memory, and for a view of a SharedArrayBuffer the Fetch
# standard's constructors are to throw a TypeError. Node's take what is no buffer to them as a
# string: the body is the numbers of the bytes in decimal, with commas, and its type `text/plain`.
# Nothing is raised. A Blob of the same view has the bytes.
#
# Seen:
#   Response: 104,105 as text/plain;charset=UTF-8
#   Request: 104,105 as text/plain;charset=UTF-8
#   Blob: hi
#   Response of a copy: hi as null
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 npm install --silent --no-fund --no-audit node@26.10.0
cat > run.mjs <<'JS'
const shared = new Uint8Array(new SharedArrayBuffer(2));
shared.set([104, 105]);
const show = async (name, make) => {
  let seen;
  try {
    const body = make();
    seen = `${await body.text()} as ${body.headers.get('content-type')}`;
  } catch (error) {
    seen = error.name;
  }
  console.log(`${name}: ${seen}`);
};
await show('Response', () => new Response(shared));
await show('Request', () => new Request('http://localhost/', { method: 'POST', body: shared }));
console.log(`Blob: ${await new Blob([shared]).text()}`);
await show('Response of a copy', () => new Response(shared.slice()));
JS
timeout 60 node_modules/.bin/node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
Response: 104,105 as text/plain;charset=UTF-8
Request: 104,105 as text/plain;charset=UTF-8
Blob: hi
Response of a copy: hi as null
SEEN
