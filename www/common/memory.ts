/** Shared wasm memories: the heap's, and those of instances that compute. */
import { PlaygroundError } from '../lib/errors';

const MiB = 1024 * 1024;
const PAGE = 65_536;
/**
 * Costs address space only, until it is written to. The builds' initial memories are less (a build check says so), and the first
 * maximum is what they allow.
 */
const INITIAL_PAGES = 64;
export const INITIAL_BYTES = INITIAL_PAGES * PAGE;
/** Tried in turn: large ones fail on small devices. */
const MAXIMA_MIB = [1024, 512, 256, 128];

/** A new memory, as large as the device allows. `E_MEMORY`. */
export function allocateMemory(): { memory: WebAssembly.Memory; maximumBytes: number } {
  for (const mib of MAXIMA_MIB) {
    try {
      const maximumBytes = mib * MiB;
      const maximum = maximumBytes / PAGE;
      const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
      return { memory, maximumBytes };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const least = MAXIMA_MIB.at(-1) ?? 0;
  throw new PlaygroundError('E_MEMORY', `This device refuses a memory of even ${least} MiB.`);
}
