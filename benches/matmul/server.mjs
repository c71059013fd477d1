// Serves the few folders of the repository that the bench's page needs, as they lie, with the
// headers that isolate it: imports are the same paths in the browser as in the editor, and nothing
// is bundled.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isolationHeaders } from '../../scripts/headers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SERVED = ['/benches/', '/pkg/', '/node_modules/wasm-feature-detect/'];
/**
 * The page: a function that calls an export of page.mjs by name, with text for what goes in and
 * what comes out.
 */
const PAGE = `<!doctype html><title>bench</title><script>
  globalThis.bench = import('/benches/matmul/page.mjs').then(
    (page) => async (name, text) => JSON.stringify((await page[name](JSON.parse(text))) ?? null),
  );
</script>`;
/** @type {Record<string, string>} */
const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Starts the server on a free port of 127.0.0.1.
 *
 * @returns {Promise<{ url: string, close: () => void }>} the page's address, and how to stop
 */
export async function serveBench() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answer = (/** @type {number} */ status, /** @type {Record<string, string>} */ headers) =>
      response.writeHead(status, { ...isolationHeaders, 'Cache-Control': 'no-store', ...headers });
    if (pathname === '/') {
      answer(200, { 'Content-Type': 'text/html' }).end(PAGE);
      return;
    }
    if (pathname === '/favicon.ico') {
      answer(204, {}).end();
      return;
    }
    // A thread of ours imports the folder of its module.
    if (pathname === '/pkg/') {
      answer(302, { Location: '/pkg/parallel_playground.js' }).end();
      return;
    }
    const path = join(root, decodeURIComponent(pathname));
    const known = SERVED.some((folder) => path.startsWith(join(root, folder)));
    if (!known || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      answer(404, {}).end();
      return;
    }
    answer(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
