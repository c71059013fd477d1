/** What interpreters are made of: fetched once, and the snapshot kept in the browser's cache. */
import heapUrl from '../../pkg/heap.wasm?url';
import type { BootFiles } from '../common/python-messages';
import { PlaygroundError } from '../common/errors';
import { BUILD_HASH } from '../../pkg/python/manifest';
import { PLAYGROUND, STDLIB, WASM } from './assets';

const CACHE = 'parallel-playground-python';

/** `isShared`: what all interpreters read is shared with them. */
export async function loadFiles(isShared: boolean): Promise<BootFiles> {
  const [module, heapModule, stdlib, playground, snapshot] = await Promise.all([
    compiled(WASM),
    compiled(new URL(heapUrl, import.meta.url).href),
    bytes(STDLIB, isShared),
    bytes(PLAYGROUND, isShared),
    cachedSnapshot(isShared),
  ]);
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

async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetched(url);
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw new PlaygroundError('E_WASM', `${url}: ${String(error)}`, { cause: error });
  }
}

async function bytes(url: string, isShared: boolean): Promise<Uint8Array> {
  return bytesOf(await fetched(url), isShared);
}

async function bytesOf(response: Response, isShared: boolean): Promise<Uint8Array> {
  const own = new Uint8Array(await response.arrayBuffer());
  return isShared ? sharedCopy(own) : own;
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

async function cachedSnapshot(isShared: boolean): Promise<Uint8Array | null> {
  const kept = await (await cache())?.match(address()).catch(() => undefined);
  return kept ? bytesOf(kept, isShared) : null;
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
