/** What interpreters are made of: fetched once, and the snapshot kept in the browser's cache. */
import heapUrl from '../../pkg/heap.wasm?url';
import type { BootFiles } from '../common/python-messages';
import { PlaygroundError } from '../common/errors';
import { BUILD_HASH } from '../../pkg/python/manifest';
import { PLAYGROUND, STDLIB, WASM } from './assets';

const CACHE = 'parallel-playground-python';

export async function loadFiles(): Promise<BootFiles> {
  const [module, heapModule, stdlib, playground, snapshot] = await Promise.all([
    compiled(WASM),
    compiled(new URL(heapUrl, import.meta.url).href),
    bytes(STDLIB),
    bytes(PLAYGROUND),
    cachedSnapshot(),
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

async function bytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetched(url)).arrayBuffer());
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
    await kept.put(address(), new Response(snapshot as Uint8Array<ArrayBuffer>));
  } catch {
    // There is no room.
  }
}
