// Serves the built site with Vite's preview, with or without the headers that isolate it. `make
// serve` and the end-to-end tests use this one server, so what is tested is what is served.
import { fileURLToPath } from 'node:url';

import { preview } from 'vite';

import { embedHeaders, isEmbed, isolationHeaders } from './headers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts the server on 127.0.0.1.
 *
 * @param {object} options
 * @param {number} options.port where to listen
 * @param {boolean} [options.strictPort] fail where the port is taken, instead of trying the next
 * @param {boolean} [options.isolated] send the headers that make the page cross-origin isolated;
 * default yes
 * @param {string} [options.folder] what is served, from the project's folder; default `www/dist`
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
      headers: isolated ? isolationHeaders : {},
    },
    plugins: [
      {
        name: 'before',
        configurePreviewServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            const { pathname } = new URL(request.url ?? '/', 'http://site');
            if (isolated && isEmbed(pathname))
              for (const [name, value] of Object.entries(embedHeaders))
                response.setHeader(name, value);
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
