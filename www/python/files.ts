/** What interpreters are made of: fetched once, and the snapshot kept in the browser's cache. */
import heapUrl from '../../pkg/heap.wasm?url';
import type { BootFiles } from '../common/python-messages';
import { PlaygroundError } from '../common/errors';
import type { PythonLoading } from '../common/types';
import { BUILD_HASH, FETCHED_BYTES } from '../../pkg/python/manifest';
import { PLAYGROUND, STDLIB, WASM } from './assets';
import { LoadMeter } from './load-meter';

const CACHE = 'parallel-playground-python';

/**
 * `isShared`: what all interpreters read is shared with them. `tell` hears how far it is.
 */
export async function loadFiles(
  isShared: boolean,
  tell: (loading: PythonLoading) => void,
): Promise<BootFiles> {
  const meter = new LoadMeter(FETCHED_BYTES, tell);
  const shared = (own: Uint8Array): Uint8Array => (isShared ? sharedCopy(own) : own);
  const bytes = async (url: string): Promise<Uint8Array> =>
    shared(await meter.bytesOf(await fetched(url)));
  const [module, heapModule, stdlib, playground, snapshot] = await Promise.all([
    compiled(WASM, meter),
    compiled(new URL(heapUrl, import.meta.url).href),
    bytes(STDLIB),
    bytes(PLAYGROUND),
    cachedSnapshot().then((kept) => kept && shared(kept)),
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

const address = (): string => new URL(`snapshot-${BUILD_HASH}`, STDLIB).href;

async function cachedSnapshot(): Promise<Uint8Array | null> {
  const kept = await (await cache())?.match(address()).catch(() => undefined);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

/** Keeps the snapshot, and nothing of earlier builds. If the cache is full, it is made again. */
export async function keepSnapshot(snapshot: Uint8Array): Promise<void> {
  const kept = await cache();
  if (!kept) return;
  try {
    for (const request of await kept.keys()) await kept.delete(request);
    await kept.put(address(), new Response(snapshot.slice()));
  } catch {
    // There is no room.
  }
}
