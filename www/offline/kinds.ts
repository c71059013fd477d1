/**
 * Which requests the service worker answers, and how it treats them. Pure.
 *
 * Files under `assets/` bear a hash of their content in their name: what is in the cache is right
 * for ever. All others keep their name when their content changes, so the network is asked first.
 */

export type Kind =
  /** The page's own document, in a window or tab. */
  | 'page'
  /** A file whose content never changes. */
  | 'hashed'
  /** A file of Python's, which never changes: kept once it has been asked for. */
  | 'python'
  /** A file of the page with a stable address. */
  | 'stable';

/** What decides, of a request. */
export interface Asked {
  url: string;
  mode: RequestMode;
  destination: RequestDestination;
}

/** Here files have a hash, or Pyodide's version, in their addresses. */
export const PYTHON_FOLDER = 'assets/python/';

/** The document's name in the cache: the scope is a folder, and this is its index. */
const PAGE = 'index.html';

/**
 * The kind of a request, or null for what is left to the network: other origins, other documents
 * (embed.html among them), frames, and files that are no part of the page (`isPart` says which
 * are).
 */
export function kindOf(
  { url, mode, destination }: Asked,
  scope: string,
  isPart: (address: string) => boolean,
): Kind | null {
  const path = pathIn(url, scope);
  if (path === null) return null;
  if (mode === 'navigate')
    return destination === 'document' && (path === '' || path === PAGE) ? 'page' : null;
  // A new deployment's files are not in this worker's list yet, and are hashed all the same.
  if (path.startsWith(PYTHON_FOLDER)) return 'python';
  if (path.startsWith('assets/')) return 'hashed';
  return isPart(url) ? 'stable' : null;
}

/**
 * The address under which the answer stands in the cache: of the page, one for the folder and
 * whatever query.
 */
export function cachedAddress(url: string, scope: string): string {
  const path = pathIn(url, scope);
  return path === '' || path === PAGE ? new URL(PAGE, scope).href : url;
}

/** The path below the scope, or null outside of it. */
function pathIn(url: string, scope: string): string | null {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  return address.startsWith(scope) ? address.slice(scope.length) : null;
}
