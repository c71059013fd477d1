// What a reader waits for: the files that the built page loads before anything is started.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The most that a page fetches before a reader does anything, in KB brotli: scripts and styles. */
export const FIRST_VIEW_KB = 100;

/** What `index.html` loads at once: its scripts, what it loads ahead for them, its styles. */
const loadedByPage =
  /<(?:script|link)\b(?=[^>]*(?:\bsrc=|\brel="(?:modulepreload|stylesheet)"))[^>]*\b(?:src|href)="\.\/([^"]+)"/g;
/** Static imports, also those for their effects alone, and what is passed on; not `import(…)`. */
const staticImport = /(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g;

/**
 * @param {string} site the folder of the built site
 * @param {readonly string[]} more scripts that come by `import()` before a reader does anything
 * @returns {string[]} the page, what it names, these, and what all that imports statically, as
 * paths in the folder
 */
export function firstView(site, more = []) {
  const page = readFileSync(`${site}/index.html`, 'utf8');
  const named = Array.from(page.matchAll(loadedByPage), ([, path = '']) => path);
  return withImports(site, ['index.html', ...named, ...more]);
}

/**
 * @param {string} site the folder of the built site
 * @param {readonly string[]} paths files in it
 * @returns {string[]} these, and what they import statically
 */
export function withImports(site, paths) {
  const found = new Set(paths);
  // A set is walked to its end, with what is added on the way.
  for (const path of found)
    if (path.endsWith('.js'))
      for (const [, name = ''] of readFileSync(`${site}/${path}`, 'utf8').matchAll(staticImport))
        found.add(posix.join(posix.dirname(path), name));
  return [...found];
}

/**
 * @param {string} path
 * @returns {number} thousands of bytes of the file as hosts send it, compressed
 */
export function gzipKilobytes(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length / 1000;
}

/**
 * @param {string} path
 * @returns {number} thousands of bytes of the file as hosts send it at best
 */
export function brotliKilobytes(path) {
  return brotliCompressSync(readFileSync(path)).length / 1000;
}
