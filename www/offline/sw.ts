/**
 * The site's service worker, `sw.js`: after the first visit the page works without a network.
 *
 * Installing it fetches all files of the page into one cache, together: what is served without a
 * network is always one whole version, the last one that was installed. Nothing else is ever
 * written there, and activation removes what an older version left. Python, which is larger than
 * all that, is kept in a cache of its own from its first use on. A newer version waits until no
 * page of the old one is open; the page sees it at once all the same, for its document is asked
 * from the network first.
 *
 * Registered as `sw.js?isolate` it also adds the headers that isolate the page, for hosts that send
 * none. The scripts of workers get theirs with it, and where the host sends them with the page: an
 * isolated page needs them, whatever the host sent when the scripts were put into the cache. Not
 * elsewhere: WebKit gives a script that came from here to an embed in another site's page too, and
 * its own workers come from the network, without headers: they were refused.
 */
import { cacheNames, clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, getCacheKeyForURL, precache } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import {
  CacheFirst,
  NetworkFirst,
  type NetworkFirstOptions,
  type StrategyOptions,
} from 'workbox-strategies';

import { ISOLATE, TAKE_OVER } from '../common/service-worker';
import { cachedAddress, kindOf, PYTHON_FOLDER, type Kind } from './kinds';

declare const self: ServiceWorkerGlobalScope;
/**
 * All files of the page, with a hash of the content where the name has none. The build writes it.
 */
declare const PRECACHE: { url: string; revision: string | null }[];
/** The files of Python, below their folder. The build writes it. */
declare const PYTHON: string[];
/** What isolates a page. The build writes it. */
declare const ISOLATION_HEADERS: Readonly<Record<string, string>>;

/** Longer than this the network is not waited for where the cache has an answer. */
const NETWORK_TIMEOUT_SECONDS = 3;
const EMBEDDER_POLICY = 'Cross-Origin-Embedder-Policy';

const scope = self.registration.scope;
const HOST_CACHE = `host-${scope}`;
const isolate = new URL(self.location.href).searchParams.has(ISOLATE);

precache(PRECACHE);
cleanupOutdatedCaches();
clientsClaim();
self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldPython());
});
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
});

const isPart = (address: string): boolean => getCacheKeyForURL(address) !== undefined;
const serve = (kind: Kind, strategy: CacheFirst | NetworkFirst): void => {
  registerRoute(({ request }) => kindOf(request, scope, isPart) === kind, strategy);
};
const page = reading(() => Promise.resolve(isolate));
page.plugins?.push({
  fetchDidSucceed: async ({ response }) => {
    await noteHost(response.headers.has(EMBEDDER_POLICY)).catch(() => undefined);
    return response;
  },
});
serve('page', new NetworkFirst(page));
serve('hashed', new CacheFirst(reading(isIsolating)));
serve('python', new CacheFirst(keeping()));
serve('stable', new NetworkFirst(reading(isIsolating)));

/** Keeps whether the host isolates its pages itself: this worker may end between two requests. */
async function noteHost(isolates: boolean): Promise<void> {
  const cache = await caches.open(HOST_CACHE);
  await (isolates ? cache.put(scope, new Response()) : cache.delete(scope));
}

async function isIsolating(): Promise<boolean> {
  if (isolate) return true;
  const noted = caches.match(scope, { cacheName: HOST_CACHE }).catch(() => undefined);
  return (await noted) !== undefined;
}

/**
 * Reads the installed files and writes nothing; answers get the isolating headers where asked for.
 */
function reading(withHeaders: () => Promise<boolean>): NetworkFirstOptions {
  return {
    cacheName: cacheNames.precache,
    networkTimeoutSeconds: NETWORK_TIMEOUT_SECONDS,
    // The files are the same for every request, whatever a server says of its encodings.
    matchOptions: { ignoreVary: true },
    plugins: [
      {
        cacheKeyWillBeUsed: ({ request }) =>
          Promise.resolve(getCacheKeyForURL(cachedAddress(request.url, scope)) ?? request),
        requestWillFetch: ({ request }) => Promise.resolve(revalidating(request)),
        cacheWillUpdate: () => Promise.resolve(null),
        handlerWillRespond: async ({ response }) =>
          (await withHeaders()) ? isolating(response) : response,
      },
    ],
  };
}

/** Reads what has been kept, and keeps what has come, where the host has the file. */
function keeping(): StrategyOptions {
  return {
    cacheName: cacheNames.runtime,
    matchOptions: { ignoreVary: true },
    plugins: [
      {
        cacheWillUpdate: ({ response }) => Promise.resolve(isFile(response) ? response : null),
        handlerWillRespond: async ({ response }) =>
          (await isIsolating()) ? isolating(response) : response,
      },
    ],
  };
}

/** Some hosts answer with a page where they have no such file. */
function isFile({ status, redirected, headers }: Response): boolean {
  const type = headers.get('Content-Type') ?? '';
  return status === 200 && !redirected && !type.startsWith('text/html');
}

/** Removes files of Python that this version of the page does not ask for. */
async function forgetOldPython(): Promise<void> {
  const cache = await caches.open(cacheNames.runtime);
  const own = new Set(PYTHON.map((path) => new URL(PYTHON_FOLDER + path, scope).href));
  const kept = await cache.keys();
  const old = kept.filter(({ url }) => !own.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/**
 * The same request, past what the browser's own cache believes to be fresh: hosts say so of
 * minutes, or say nothing.
 */
function revalidating({ url, headers, redirect }: Request): Request {
  // A document's request cannot be copied with a change: all that matters of it is said anew.
  return new Request(url, { headers, redirect, cache: 'no-cache', credentials: 'same-origin' });
}

/** The same answer with the headers. */
function isolating(response: Response): Response {
  // A redirection is for the browser to follow, and takes no headers.
  if (response.status === 0) return response;
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
