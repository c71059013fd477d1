/** The part of a worker's global scope that files use which are compiled for the window as well. */
interface WorkerScope {
  close(): void;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

/** This realm's global scope, in a worker. */
export function workerScope(): WorkerScope {
  return globalThis as unknown as WorkerScope;
}
