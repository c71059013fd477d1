// `_headers`, `nginx.conf` and the documentation say the same of every file, and what they say is
// as strict as it is meant to be.
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import {
  below,
  headersFile,
  headersFor,
  inlineHashes,
  isolates,
  rulesIn,
  siteRules,
  workerOf,
} from './headers.mjs';
import { nginxLines, nginxMaps } from './nginx.mjs';
import { workerPolicies } from './policies.mjs';

const HASHED = ['index-CJZRTvs3.js', 'shared-CjcON0gq.css', 'heap-DFlFNx68.wasm'];
const WORKERS = Object.keys(workerPolicies).map((name) => `${name}-B-x_4W2q.js`);
const files = [...HASHED, ...WORKERS].map((name) => `/assets/${name}`);
const rules = siteRules(files, {
  page: readFileSync('www/index.html', 'utf8'),
  embed: readFileSync('www/embed.html', 'utf8'),
});
const PATHS = [
  ...['/', '/index.html', '/embed.html', '/embed', '/embed/', '/embed.js', '/embed.d.ts', '/sw.js'],
  ...['/favicon.svg', '/lib/parallel-playground.js', '/posters/ko/queue.svg', '/else.html'],
  ...['/assets/python/314.0.7/pyodide.asm.wasm', ...files],
];

/**
 * The sources of each directive.
 *
 * @param {string} path
 */
function policyOf(path) {
  const text = headersFor(rules, path)['Content-Security-Policy'] ?? '';
  return new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

/**
 * What nginx sends, by its own rules: a map's first expression that matches counts, and what is
 * empty is not sent.
 *
 * @param {string} uri
 */
function byNginx(uri) {
  const maps = new Map(
    [...nginxMaps(rules).matchAll(/map \$uri (\S+) \{\n(.*?)\n\}/gs)].map(
      ([, name = '', lines = '']) => [name, [...lines.matchAll(/^ {2}"~(.*?)" "(.*)";$/gm)]],
    ),
  );
  /** @type {Record<string, string>} */
  const sent = {};
  for (const [, name = '', given = ''] of nginxLines(rules).matchAll(
    /^add_header (\S+) (\S+|".*")(?: always)?;$/gm,
  )) {
    const lines = maps.get(given);
    const found = lines?.find(([, pattern = '']) => new RegExp(pattern).test(uri))?.[2] ?? '';
    const value = lines === undefined ? given.slice(1, -1) : found;
    if (value !== '') sent[name] = value;
  }
  return sent;
}

test('a `_headers` file says what the rules say', () => {
  expect(rulesIn(headersFile(rules))).toEqual(rules);
});

test('no rule says a header again that another one says of the same path', () => {
  for (const path of PATHS)
    for (const [name, value] of Object.entries(headersFor(rules, path)))
      expect(
        rules.some(({ headers }) => headers[name] === value),
        `${path} ${name}: ${value}`,
      ).toBe(true);
});

test.each(PATHS)('nginx sends the same for %s, below any path', (path) => {
  expect(byNginx(path)).toEqual(headersFor(rules, path));
  expect(byNginx(`/some/path${path}`)).toEqual(headersFor(rules, path));
});

test('in a folder of a host the same holds below that folder', () => {
  const moved = below('/play', rules);
  for (const path of PATHS)
    expect(headersFor(moved, `/play${path}`)).toEqual(headersFor(rules, path));
  const everywhere = Object.keys(headersFor(moved, '/')).filter((name) => !isolates(name));
  expect(everywhere).toEqual(['X-Content-Type-Options', 'Referrer-Policy']);
});

test('the documentation has the lines for nginx', () => {
  const page = readFileSync('docs/hosting.md', 'utf8');
  for (const line of nginxLines(rules).split('\n')) expect(page).toContain(`  ${line}\n`);
});

test('everything is forbidden that is not named, in documents and in workers', () => {
  const worded = PATHS.filter((path) => policyOf(path).has('default-src'));
  expect(worded).toHaveLength(5 + 1 + WORKERS.length);
  for (const path of worded) expect(policyOf(path).get('default-src')).toEqual(["'none'"]);
});

test('a text becomes a program in processes alone, and no address but blob: is wide', () => {
  for (const path of PATHS) {
    const policy = policyOf(path);
    policy.delete('style-src-attr');
    const all = [...policy.values()].flat();
    expect(all.includes("'unsafe-eval'"), path).toBe(path.includes('/process.worker-'));
    expect(all, path).not.toContain("'unsafe-inline'");
    expect(all.join(' '), path).not.toMatch(/\*|https?:|data:/);
    const scripts = policy.get('script-src') ?? [];
    expect(scripts.includes('blob:'), path).toBe(path.includes('/program.worker-'));
  }
});

test('the documents allow their own inline scripts, and require Trusted Types', () => {
  for (const path of ['/', '/embed.html']) {
    const policy = policyOf(path);
    expect(policy.get('script-src')?.filter((it) => it.includes('sha256-'))).toHaveLength(1);
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  }
  // https://www.w3.org/TR/CSP3/#external-hash: of the empty text.
  expect(inlineHashes('<script></script><style></style><script src="a"></script>')).toEqual({
    scripts: ["'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
    styles: ["'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
  });
});

test('a hashed file is kept for ever, every other file asked for again', () => {
  for (const path of PATHS.filter((it) => it !== '/else.html')) {
    const cache = headersFor(rules, path)['Cache-Control'];
    expect(cache, path).toMatch(path.startsWith('/assets/') ? /immutable/ : /^no-cache$/);
  }
});

test('a worker without a policy is refused', () => {
  expect(workerOf('/assets/index-CJZRTvs3.js')).toBe(null);
  expect(() => workerOf('/assets/another.worker-CJZRTvs3.js')).toThrow(/another\.worker/);
});
