/** What interpreters are made of: fetched once, and the snapshot kept in the browser's cache. */
import heapUrl from '../../pkg/heap.wasm?url';
import type { BootFiles, PythonFiles } from '../common/python-messages';
import { PlaygroundError } from '../common/errors';
import type { PythonLoading } from '../common/types';
import { BUILD_HASH, FETCHED_BYTES } from '../../pkg/python/manifest';
import { LoadMeter } from './load-meter';

const CACHE = 'parallel-playground-python';

/**
 * `isShared`: what all interpreters read is shared with them. `tell` hears how far it is.
 *
 * @throws PlaygroundError `E_UNSUPPORTED` where the folder has not the files of this build
 */
export async function loadFiles(
  at: PythonFiles,
  isShared: boolean,
  tell: (loading: PythonLoading) => void,
): Promise<BootFiles> {
  const areThere = at.manifest === null ? Promise.resolve() : areOfThisBuild(at.manifest);
  try {
    const [files] = await Promise.all([fetchFiles(at, isShared, tell), areThere]);
    return files;
  } catch (error) {
    // That they are missing is the cause of all else.
    await areThere;
    throw error;
  }
}

/** A host may answer with a page for a file that it does not have. */
async function areOfThisBuild(manifest: string): Promise<void> {
  const found = await fetch(manifest)
    .then((response) => response.json() as Promise<{ build?: unknown } | null>)
    .catch(() => null);
  if (found?.build === BUILD_HASH) return;
  const folder = new URL('.', manifest).href;
  const what = found === null ? 'are not' : 'of another version are';
  const message =
    `Python’s files ${what} at ${folder}. Install the package parallel-playground-python of this ` +
    'version, copy its folder files to your site, and name it: open({ python: … }).';
  throw new PlaygroundError('E_UNSUPPORTED', message);
}

async function fetchFiles(
  at: PythonFiles,
  isShared: boolean,
  tell: (loading: PythonLoading) => void,
): Promise<BootFiles> {
  const meter = new LoadMeter(FETCHED_BYTES, tell);
  const shared = (own: Uint8Array): Uint8Array => (isShared ? sharedCopy(own) : own);
  const bytes = async (url: string): Promise<Uint8Array> =>
    shared(await meter.bytesOf(await fetched(url)));
  const [module, heapModule, stdlib, playground, snapshot] = await Promise.all([
    compiled(at.wasm, meter),
    compiled(at.heap ?? heapUrl),
    bytes(at.stdlib),
    bytes(at.playground),
    cachedSnapshot(at).then((kept) => kept && shared(kept)),
  ]);
  meter.starting();
  return { module, heapModule, stdlib, playground, snapshot };
}

async function fetched(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new PlaygroundError('E_WORKER_LOAD', `${url} could not be loaded: ${String(error)}`, {
      cause: error,
    });
  }
  if (response.ok) return response;
  throw new PlaygroundError('E_WORKER_LOAD', `${url} could not be loaded: ${response.status}`);
}

async function compiled(url: string, meter?: LoadMeter): Promise<WebAssembly.Module> {
  const response = await fetched(url);
  meter?.count(response);
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw new PlaygroundError('E_WASM', `${url}: ${String(error)}`, { cause: error });
  }
}

/** The same bytes where all workers can read them. */
function sharedCopy(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

/** Absent in insecure contexts, and refused in some sandboxes. */
async function cache(): Promise<Cache | undefined> {
  try {
    return await (globalThis as { caches?: CacheStorage }).caches?.open(CACHE);
  } catch {
    return undefined;
  }
}

const addressIn = ({ folder }: PythonFiles): string => `${folder}snapshot-${BUILD_HASH}`;

async function cachedSnapshot(at: PythonFiles): Promise<Uint8Array | null> {
  const kept = await (await cache())?.match(addressIn(at)).catch(() => undefined);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

/** Keeps the snapshot, and nothing of earlier builds. If the cache is full, it is made again. */
export async function keepSnapshot(at: PythonFiles, snapshot: Uint8Array): Promise<void> {
  const kept = await cache();
  if (!kept) return;
  try {
    for (const request of await kept.keys()) await kept.delete(request);
    await kept.put(addressIn(at), new Response(snapshot.slice()));
  } catch {
    // There is no room.
  }
}
