// Serves the consumers' pages, with the headers that a test wants.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import process from 'node:process';

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

/** How long Vite may take to say its address, in ms. */
const STARTS_MS = 30_000;

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} Vite's development server */
export function serveByVite() {
  const server = spawn('node_modules/.bin/vite', ['--host', '127.0.0.1', '--port', '5280'], {
    cwd: `${consumersFolder}/vite`,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const close = async () => {
    server.kill();
    await ended;
  };
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`Vite did not start: ${said}`));
    const late = setTimeout(() => void close().then(fail), STARTS_MS);
    server.once('close', fail);
    server.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(late);
      resolve({ url, close });
    });
  });
}
