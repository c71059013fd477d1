// Calls between the page and its workers: a message there, a message back, and a deadline, since a
// worker that could not load or has trapped answers nothing.

/**
 * @param {Worker} worker
 * @returns {{ call: (name: string, argument: unknown, deadlineMs: number) => Promise<unknown>, end:
 * () => void }}
 */
export function callsTo(worker) {
  let last = 0;
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (why: Error) => void }>} */
  const waiting = new Map();
  worker.onmessage = (
    /** @type {MessageEvent<{ id: number, value?: unknown, why?: string }>} */ event,
  ) => {
    const { id, value, why } = event.data;
    const call = waiting.get(id);
    waiting.delete(id);
    if (why === undefined) call?.resolve(value);
    else call?.reject(new Error(why));
  };
  worker.onerror = ({ message, filename, lineno }) => {
    const why = new Error(`its worker failed: ${message || 'not loaded'} (${filename}:${lineno})`);
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  return {
    call: (name, argument, deadlineMs) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`no answer to ${name} in ${deadlineMs / 1000} s`));
        }, deadlineMs);
        const settled = (/** @type {() => void} */ settle) => {
          clearTimeout(late);
          settle();
        };
        waiting.set(id, {
          resolve: (value) => settled(() => resolve(value)),
          reject: (why) => settled(() => reject(why)),
        });
        worker.postMessage({ id, name, argument });
      }),
    end: () => worker.terminate(),
  };
}

/**
 * The worker's side: answers each message with what the handler of its name returns.
 *
 * @param {Record<string, (argument: never) => unknown>} handlers
 */
export function answerCalls(handlers) {
  self.onmessage = async (
    /** @type {MessageEvent<{ id: number, name: string, argument: never }>} */ event,
  ) => {
    const { id, name, argument } = event.data;
    try {
      self.postMessage({ id, value: await handlers[name]?.(argument) });
    } catch (error) {
      self.postMessage({ id, why: sentence(error) });
    }
  };
}

/** @param {unknown} error @returns {string} what it says */
export function sentence(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
