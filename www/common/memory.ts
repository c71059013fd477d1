/** Shared wasm memories: the heap's, and those of instances that compute. */
import { PlaygroundError } from './errors';
import { workerScope } from './worker-scope';

const MiB = 1024 * 1024;
const PAGE = 65_536;
/**
 * Memory costs only address space until it is written to. The modules' initial memories are smaller
 * (a build check compares them), and the first maximum is what they allow.
 */
const INITIAL_PAGES = 64;
export const INITIAL_BYTES = INITIAL_PAGES * PAGE;
/** Tried in turn: large ones fail on small devices. */
const MAXIMA_MIB = [1024, 512, 256, 128];

/** The number of times that a worker which was refused a memory has garbage collected. */
const COLLECTIONS = 3;

/** A memory, and its maximum in bytes, which only its creator knows. */
export interface SharedMemory {
  memory: WebAssembly.Memory;
  maximumBytes: number;
}

/** A new memory, as large as the device allows. `E_MEMORY`. */
export function allocateMemory(): SharedMemory {
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
  const message = `The browser refuses a memory of even ${least} MiB: too much is in use.`;
  throw new PlaygroundError('E_MEMORY', message);
}

/**
 * The same in a worker. All realms of a tab share the address space, in which Chromium has room for
 * about 120 memories. A realm that is refused one collects only its own garbage, but memories of
 * closed playgrounds are garbage of the window. So the realms above are asked to collect theirs.
 */
export async function allocateInWorker(): Promise<SharedMemory> {
  for (let collections = 0; collections < COLLECTIONS; collections += 1) {
    try {
      return allocateMemory();
    } catch {
      await collectionAbove();
    }
  }
  return allocateMemory();
}

/** A worker's request to its creator to collect garbage: the port for the answer. */
interface CollectionRequest {
  collected: MessagePort;
}

/** Serves a worker's request to collect garbage, if the message is one. */
export function serveCollection(message: unknown): void {
  const { collected } = (message ?? {}) as Partial<CollectionRequest>;
  if (!(collected instanceof MessagePort)) return;
  void collect().then(() => collected.postMessage(null));
}

/** Collects the garbage of this realm, and of those above. */
async function collect(): Promise<void> {
  try {
    // Only a large allocation makes a browser collect garbage. It succeeds at once if there is
    // room.
    allocateMemory();
  } catch {
    // There is no garbage in this realm.
  }
  if (!('document' in globalThis)) await collectionAbove();
}

async function collectionAbove(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    const request: CollectionRequest = { collected: port2 };
    workerScope().postMessage(request, [port2]);
  });
  port1.close();
}
