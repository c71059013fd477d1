/**
 * The memories of runs. A browser has room for some hundred and gives them back late, so one whose
 * run has ended serves the next.
 */
import { allocateInWorker, type SharedMemory } from '../common/memory';

const KEPT = 2;
/** Memories do not shrink: one that has grown beyond this is left to the browser. */
const MOST_BYTES = 64 * 1024 * 1024;

export class Heaps {
  readonly #kept: SharedMemory[] = [];

  /** A memory that is all 0. `E_MEMORY`. */
  async take(): Promise<SharedMemory> {
    return this.#kept.pop() ?? (await allocateInWorker());
  }

  /** Takes a memory back that nobody uses any more. */
  giveBack(memory: SharedMemory): void {
    const { buffer } = memory.memory;
    if (this.#kept.length >= KEPT || buffer.byteLength > MOST_BYTES) return;
    new Uint8Array(buffer).fill(0);
    this.#kept.push(memory);
  }
}
