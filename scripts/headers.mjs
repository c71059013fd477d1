// The headers that the site is served with, in one place for every server: its `_headers` and
// `nginx.conf` are made of these rules, and the project's own servers send what `_headers` says.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import {
  documentPolicy,
  permissionsPolicy,
  serviceWorkerPolicy,
  workerPolicies,
} from './policies.mjs';

/** @typedef {Readonly<Record<string, string>>} Headers */

/**
 * They make a page cross-origin isolated: threads need them on the page, on every worker's script
 * and on what a page of another origin embeds. The last one is for frames with a sandbox and no
 * origin, which may load no module otherwise; there is nothing private in the site.
 *
 * @type {Headers}
 */
export const isolationHeaders = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
});

/**
 * For `embed.html` besides: isolates the frame alone, whatever the page around it sends (Chromium
 * 137 and newer).
 *
 * @type {Headers}
 */
export const embedHeaders = Object.freeze({
  'Document-Isolation-Policy': 'isolate-and-require-corp',
});

/** Of every answer, besides those that isolate. @type {Headers} */
export const plainHeaders = Object.freeze({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

const POLICY = 'Content-Security-Policy';
/** The name of the file changes with its content. */
const FOR_EVER = { 'Cache-Control': 'max-age=31536000, immutable' };
/** It does not: the host is asked each time whether it has changed. */
const ASKED_AGAIN = { 'Cache-Control': 'no-cache' };

export const EVERYTHING = '/*';

/**
 * The documents by their files' names, and as hosts that redirect `*.html` serve them: Cloudflare
 * Pages, Netlify with pretty URLs.
 */
const PAGE = ['/', '/index.html'];
const EMBED = ['/embed.html', '/embed', '/embed/'];

/**
 * Headers of some of the site's paths. What several rules say of a path adds up; no two say the
 * same header of one.
 *
 * @typedef {object} Rule
 * @property {string} path from the site's folder; with `*` at the end, all that begin so
 * @property {Headers} headers
 */

/**
 * @param {string} folder of the built site
 * @returns {Rule[]} the headers of all its files
 */
export function rulesOf(folder) {
  const html = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  const files = readdirSync(join(folder, 'assets')).map((name) => `/assets/${name}`);
  return siteRules(files, { page: html('index.html'), embed: html('embed.html') });
}

/**
 * @param {readonly string[]} files the paths of the site's hashed files
 * @param {{ page: string, embed: string }} texts of its documents
 * @returns {Rule[]}
 */
export function siteRules(files, { page, embed }) {
  const ofDocument = (/** @type {string} */ html) => ({
    [POLICY]: documentPolicy(inlineHashes(html)),
    'Permissions-Policy': permissionsPolicy,
    ...ASKED_AGAIN,
  });
  const ofEmbed = { ...ofDocument(embed), ...embedHeaders };
  const stable = ['/embed.js', '/embed.d.ts', '/favicon.svg', '/lib/*', '/posters/*'];
  return [
    { path: EVERYTHING, headers: { ...isolationHeaders, ...plainHeaders } },
    // `/embed/` ends like the page's address too, where a host looks at the ends alone.
    ...EMBED.map((path) => ({ path, headers: ofEmbed })),
    ...PAGE.map((path) => ({ path, headers: ofDocument(page) })),
    { path: '/sw.js', headers: { [POLICY]: serviceWorkerPolicy, ...ASKED_AGAIN } },
    ...stable.map((path) => ({ path, headers: ASKED_AGAIN })),
    { path: '/assets/*', headers: FOR_EVER },
    ...files.flatMap((path) => {
      const name = workerOf(path);
      const policy = name === null ? undefined : workerPolicies[name];
      return policy === undefined ? [] : [{ path, headers: { [POLICY]: policy } }];
    }),
  ];
}

/**
 * @param {string} path of one of the site's files
 * @returns {string | null} the name of the worker whose script it is; null where it is none's
 * @throws {Error} where it is a worker's that has no policy
 */
export function workerOf(path) {
  const name = /^([\w.]+)-[\w-]+\.js$/.exec(basename(path))?.[1] ?? '';
  if (name in workerPolicies) return name;
  if (name.endsWith('.worker')) throw new Error(`scripts/policies.mjs has no policy of ${name}`);
  return null;
}

/**
 * @param {string} html a document
 * @returns {{ scripts: string[], styles: string[] }} the sources by which a policy allows what
 * stands in it itself
 */
export function inlineHashes(html) {
  const hashes = (/** @type {RegExp} */ pattern) =>
    [...html.matchAll(pattern)].map(([, text = '']) => {
      const hash = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('base64');
      return `'sha256-${hash}'`;
    });
  return {
    scripts: hashes(/<script>(.*?)<\/script>/gs),
    styles: hashes(/<style>(.*?)<\/style>/gs),
  };
}

/**
 * @param {string} folder where the site lies, such as `/playground`
 * @param {readonly Rule[]} rules
 * @returns {Rule[]} the same for a host with the site in that folder
 */
export function below(folder, rules) {
  return rules.map(({ path, headers }) => ({
    path: path === EVERYTHING ? path : folder + path,
    headers,
  }));
}

/**
 * @param {readonly Rule[]} rules
 * @param {string} path from the site's folder
 * @returns {Record<string, string>} the headers of that path
 */
export function headersFor(rules, path) {
  const matching = rules.filter(({ path: pattern }) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );
  /** @type {Record<string, string>} */
  const found = {};
  // As the hosts do that read `_headers`: what is said twice of a header stands there twice.
  for (const { headers } of matching)
    for (const [name, value] of Object.entries(headers))
      found[name] = name in found ? `${found[name]}, ${value}` : value;
  return found;
}

/**
 * @param {readonly Rule[]} rules
 * @returns {string} the same as a `_headers` file, which Netlify and Cloudflare Pages read
 */
export function headersFile(rules) {
  const blocks = rules.map(({ path, headers }) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

/**
 * @param {string} text a `_headers` file
 * @returns {Rule[]} what it says
 */
export function rulesIn(text) {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim().split('\n'))
    .map(([path = '', ...lines]) => ({
      path,
      headers: Object.fromEntries(
        lines.map((line) => {
          const [name = '', ...value] = line.trim().split(': ');
          return [name, value.join(': ')];
        }),
      ),
    }));
}

/** Whether the header is one of those that isolate. @param {string} name */
export function isolates(name) {
  return name in isolationHeaders || name in embedHeaders;
}
