/** Runs `body` with another `Worker` in place of the realm’s own, until it returns. */
export function withWorker<T>(replacement: typeof Worker, body: () => T): T {
  const { Worker: own } = globalThis;
  globalThis.Worker = replacement;
  try {
    return body();
  } finally {
    globalThis.Worker = own;
  }
}
