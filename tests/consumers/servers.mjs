// Serves the consumers' pages, with the headers that a test wants.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

/** Where the consumers are installed and built. */
export const consumersFolder = 'target/consumers';

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {object} Served
 * @property {string} url with a slash at the end
 * @property {string[]} missing the paths that were asked for and are not there
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} folder in `target/consumers`
 * @param {Readonly<Record<string, string>>} headers of every answer
 * @returns {Promise<Served>} a server on a free port of this machine
 */
export async function serve(folder, headers) {
  /** @type {string[]} */
  const missing = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const path = pathname === '/' ? '/index.html' : decodeURIComponent(pathname);
    readFile(`${consumersFolder}/${folder}${path}`).then(
      (content) => {
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        response.writeHead(200, { ...headers, 'Content-Type': type }).end(content);
      },
      () => {
        missing.push(path);
        response.writeHead(404, headers).end();
      },
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    missing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
