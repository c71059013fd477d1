// Serves the built site with Vite's preview, with the headers of its `_headers`, or those without
// the ones that isolate it. `make serve` and the end-to-end tests use this one server, so what is
// tested is what is served.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { preview } from 'vite';

import { headersFor, isolates, isolationHeaders, EVERYTHING, rulesIn } from './headers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts the server on 127.0.0.1.
 *
 * @param {object} options
 * @param {number} options.port where to listen
 * @param {boolean} [options.strictPort] fail where the port is taken, instead of trying the next
 * @param {boolean} [options.isolated] send the headers that make the page cross-origin isolated;
 * default yes
 * @param {string} [options.folder] what is served, from the project's folder; default `www/dist`.
 * One without `_headers` gets those alone that isolate
 * @param {string} [options.base] the path below which the site lies; default `/`
 * @param {import('vite').Connect.NextHandleFunction} [options.before] sees every request first
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} the page's address, and how to
 * stop
 */
export async function serveSite({
  port,
  strictPort = true,
  isolated = true,
  folder = 'www/dist',
  base = '/',
  before,
}) {
  const headers = headersOf(resolve(root, folder, '_headers'), isolated);
  const server = await preview({
    configFile: false,
    root,
    base,
    appType: 'mpa',
    logLevel: 'error',
    build: { outDir: folder },
    preview: {
      host: '127.0.0.1',
      port,
      strictPort,
    },
    plugins: [
      {
        name: 'before',
        configurePreviewServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            const { pathname } = new URL(request.url ?? '/', 'http://site');
            const path = pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
            for (const [name, value] of headers(path)) response.setHeader(name, value);
            // What is missing while the site is being built must not be missed for ever.
            if (!existsSync(resolve(root, folder, `.${path}`)))
              response.removeHeader('Cache-Control');
            next();
          });
          if (before !== undefined) middlewares.use(before);
        },
      },
    ],
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the server has no address');
  return { url, close: () => server.close() };
}

/**
 * @param {string} file a `_headers` file, if there is one
 * @param {boolean} isolated
 * @returns {(path: string) => [string, string][]} the headers of a path of the site
 */
function headersOf(file, isolated) {
  const rules = existsSync(file)
    ? rulesIn(readFileSync(file, 'utf8'))
    : [{ path: EVERYTHING, headers: isolationHeaders }];
  return (path) =>
    Object.entries(headersFor(rules, path)).filter(([name]) => isolated || !isolates(name));
}
