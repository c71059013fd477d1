/** A heap of its own for a file of unit tests. */
import heapUrl from '../../pkg/heap.wasm?url&inline';
import { allocateMemory } from '../common/memory';
import { HeapMemory } from './heap-memory';
import { HeapInstance } from './instance';
import { WINDOW_REGION } from './layout';

export async function heapModule(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await (await fetch(heapUrl)).arrayBuffer());
}

/** The window's instance over a new memory. */
export async function heapForTests(): Promise<HeapInstance> {
  return HeapInstance.over(await heapModule(), new HeapMemory(allocateMemory()), WINDOW_REGION);
}
