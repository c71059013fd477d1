/**
 * The wasm module and the memory of an instance. The module is fetched and compiled once, by the
 * engine.
 */
import { relaxedSimd } from 'wasm-feature-detect';

import init, { type InitOutput } from '../../pkg/parallel_playground.js';
import fixedUrl from '../../pkg/parallel_playground_bg.wasm?url';
import heapUrl from '../../pkg/heap.wasm?url';
import relaxedUrl from '../../pkg/parallel_playground_relaxed_bg.wasm?url';
import { allocateInWorker } from '../common/memory';
import { PlaygroundError } from '../common/errors';

/** The module with relaxed SIMD where the browser supports it, else the one with fixed SIMD. */
export async function compileModule(): Promise<WebAssembly.Module> {
  return compileFrom((await relaxedSimd()) ? relaxedUrl : fixedUrl);
}

/** The small module over the heap of the playground's objects. */
export function compileHeap(): Promise<WebAssembly.Module> {
  return compileFrom(heapUrl);
}

async function compileFrom(url: string): Promise<WebAssembly.Module> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new PlaygroundError('E_WASM', 'The wasm file could not be fetched.', { cause: error });
  }
  if (!response.ok) {
    throw new PlaygroundError('E_WASM', `The wasm file was answered with ${response.status}.`);
  }
  try {
    // Streaming compilation requires the MIME type, which some hosts get wrong.
    const typed = response.headers.get('content-type')?.startsWith('application/wasm') ?? false;
    if (typed) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new PlaygroundError('E_WASM', `The wasm file cannot be used: ${String(error)}`, {
      cause: error,
    });
  }
}

/** An instance with a memory of its own, as large as the device allows. */
export async function instantiate(module: WebAssembly.Module): Promise<InitOutput> {
  const { memory } = await allocateInWorker();
  return init({ module_or_path: module, memory });
}
