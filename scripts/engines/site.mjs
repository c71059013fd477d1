// What the engines are shown: the built site, with a script before all others that notes what goes
// wrong in its pages, and beside it the page in which the scenarios run.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

import typescript from 'typescript';

import { isolationHeaders } from '../headers.mjs';
import { serveSite } from '../site-server.mjs';

const folder = new URL('../../', import.meta.url);

const SCENARIOS = `<!doctype html><link rel="icon" href="data:," /><title>scenarios</title>
<script type="module">
import * as library from './lib/parallel-playground.js';
import { runScenario, scenarios } from './engines/page.ts';
globalThis.engines = {
  listed: scenarios.map(({ name, row }) => ({ name, row })),
  run: (name, tier) => runScenario(name, library, tier),
};
</script>`;

const WATCH = `
window.problems = [];
addEventListener('error', ({ message, target }) => {
  problems.push(message ?? (target.src ?? target.href) + ' was not loaded');
}, true);
addEventListener('unhandledrejection', ({ reason }) => problems.push('unhandled: ' + reason));
const { error } = console;
console.error = (...all) => {
  problems.push(all.map(String).join(' '));
  error.apply(console, all);
};
`;

const WATCHED = ['/', '/index.html', '/embed.html'];

/**
 * @param {boolean} isolated whether it sends the headers that isolate its pages
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serveForEngines(isolated) {
  return serveSite({
    port: 0,
    strictPort: false,
    isolated,
    before: (request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      answer(pathname).then((found) => {
        if (found === undefined) {
          next();
          return;
        }
        const headers = isolated ? isolationHeaders : {};
        response.writeHead(200, { ...headers, 'Content-Type': found.type }).end(found.body);
      }, next);
    },
  });
}

/**
 * @param {string} path
 * @returns {Promise<{ type: string, body: string } | undefined>}
 */
async function answer(path) {
  if (path === '/scenarios.html') return { type: 'text/html', body: SCENARIOS };
  if (path === '/engines/watch.js') return { type: 'text/javascript', body: WATCH };
  const [, name] = /^\/engines\/([a-z-]+\.ts)$/.exec(path) ?? [];
  if (name !== undefined) {
    const source = await readFile(new URL(`tests/engines/${name}`, folder), 'utf8');
    return { type: 'text/javascript', body: withoutTypes(source) };
  }
  if (!WATCHED.includes(path)) return undefined;
  const file = new URL(`www/dist${path === '/' ? '/index.html' : path}`, folder);
  const html = await readFile(fileURLToPath(file), 'utf8');
  const body = html.replace(/<head[^>]*>/, '$&<script src="./engines/watch.js"></script>');
  if (body === html) throw new Error(`${path} has no head`);
  return { type: 'text/html', body };
}

/** @param {string} source */
function withoutTypes(source) {
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: {
      target: typescript.ScriptTarget.ES2022,
      module: typescript.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return outputText;
}

/**
 * A page of somebody else's, of another origin and another site, that embeds demos.
 *
 * @param {string} body
 * @param {Readonly<Record<string, string>>} headers
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveHost(body, headers) {
  const server = createServer((_, response) => {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><link rel="icon" href="data:," /><title>a host</title><script>${WATCH}</script>${body}`,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
