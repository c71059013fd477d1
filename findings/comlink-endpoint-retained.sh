#!/usr/bin/env bash
# comlink 4.4.2: an endpoint from which the proxy can be reached is never garbage.
#
# Comlink says that it releases a proxy by itself when that is garbage. It registers each proxy with a FinalizationRegistry whose held
# value is the endpoint, and a registry holds those values strongly. So where the endpoint leads to the proxy (a Worker with an `error`
# listener whose closure has the object that keeps the proxy) neither goes, though the program has let go of both, until
# `proxy[releaseProxy]()` is called. A terminated Worker is kept like any other.
#
# Seen with Node 24.13.0 (the same in Chromium 156):
#   plain: collected
#   listener that leads to the proxy: kept
#   the same, released: collected
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit node@24.13.0 comlink@4.4.2
cat > run.mjs <<'JS'
import { releaseProxy, wrap } from 'comlink';

class Endpoint extends EventTarget {
  postMessage() {}
}
const make = (leadsToProxy, release) => {
  const endpoint = new Endpoint();
  const owner = { proxy: wrap(endpoint) };
  if (leadsToProxy) endpoint.addEventListener('error', () => owner.proxy);
  if (release) owner.proxy[releaseProxy]();
  return new WeakRef(endpoint);
};
const seen = async (name, ref) => {
  for (let n = 0; n < 20 && ref.deref(); n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
  }
  console.log(`${name}: ${ref.deref() ? 'kept' : 'collected'}`);
};
await seen('plain', make(false, false));
await seen('listener that leads to the proxy', make(true, false));
await seen('the same, released', make(true, true));
JS
node_modules/.bin/node --expose-gc run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
plain: collected
listener that leads to the proxy: kept
the same, released: collected
SEEN
