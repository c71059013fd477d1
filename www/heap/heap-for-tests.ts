/** A heap of its own for a file of unit tests. */
import heapUrl from '../../pkg/heap.wasm?url&inline';
import { allocateMemory } from '../common/memory';
import { HeapMemory } from './heap-memory';
import { HeapInstance } from './instance';
import { WINDOW_REGION } from './layout';

/** The window's instance over a new memory. */
export async function heapForTests(): Promise<HeapInstance> {
  const bytes = await (await fetch(heapUrl)).arrayBuffer();
  const module = await WebAssembly.compile(bytes);
  return HeapInstance.over(module, new HeapMemory(allocateMemory()), WINDOW_REGION);
}
