// Which files of the built site its service worker keeps, so that the page works without a network.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * No part of the page: embeds and their posters, which always come from the network, types, what
 * hosts read, and the worker itself. Nor is Python, which is larger than all the rest: it is kept
 * from its first use on.
 */
const others =
  /^(embed\.(html|js)|posters\/.*|sw\.js|_headers|nginx\.conf|.*\.d\.ts|assets\/python\/.*)$/;

/**
 * @param {string} site the folder of the built site
 * @returns {{ url: string, revision: string | null }[]} each file, with a hash of its content where
 * its name has none
 */
export function precacheOf(site) {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(site, path)).isFile() && !others.test(path))
    .sort()
    .map((url) => ({
      url,
      revision: url.startsWith('assets/')
        ? null
        : createHash('sha256')
            .update(readFileSync(join(site, url)))
            .digest('hex')
            .slice(0, 16),
    }));
}

/**
 * @param {string} site the folder of the built site
 * @returns {string[]} the files of Python, below `assets/python`
 */
export function pythonOf(site) {
  const folder = join(site, 'assets/python');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}
