/** Shared wasm memories: the heap's, and those of instances that compute. */
import { PlaygroundError } from './errors';

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

/** How often a worker that was refused a memory lets others collect garbage. */
const COLLECTIONS = 3;

/** A memory, and the most bytes that it can have, which is known to whoever has made it. */
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
 * The same in a worker. All realms of a tab share the address space, of which Chromium has enough for some 120 memories, and a
 * realm that is refused collects only its own garbage: closed playgrounds' memories are that of the window. So those above are
 * asked to collect theirs.
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

/** What a worker posts to whoever made it: the port on which it waits until garbage has been collected there. */
interface CollectionRequest {
  collected: MessagePort;
}

/** What the worker asks for, if that is what the message is. */
export function serveCollection(message: unknown): void {
  const { collected } = (message ?? {}) as Partial<CollectionRequest>;
  if (!(collected instanceof MessagePort)) return;
  void collect().then(() => collected.postMessage(null));
}

/** Collects the garbage of this realm, and of those above. */
async function collect(): Promise<void> {
  try {
    // Nothing else makes a browser do so. It fits in at once if there is room now.
    allocateMemory();
  } catch {
    // There is not even garbage here.
  }
  if (!('document' in globalThis)) await collectionAbove();
}

async function collectionAbove(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    const request: CollectionRequest = { collected: port2 };
    (globalThis as unknown as DedicatedWorkerScope).postMessage(request, [port2]);
  });
  port1.close();
}

/** What is used here of a worker's global scope. */
interface DedicatedWorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
}
