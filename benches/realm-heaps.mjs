// What the realms of a page hold when their garbage has been collected: its own JavaScript heap and
// those of its workers, and of theirs. Resident bytes say less, since the browser gives memory back
// when it likes.

/**
 * @typedef {(method: string, params?: object) => Promise<unknown>} Send a command of the DevTools
 * protocol, to one realm
 * @typedef {{ sessionId: string, message: string }} Received
 */

/** Threads of wasm sleep in the module and answer nothing; they have no objects either. */
const ANSWER_MS = 2000;

/**
 * To be called before the page starts workers.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<{ bytes: number, realms: number }>>} reads what the realms hold
 * together, and how many answered
 */
export async function watchHeaps(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {Set<Send>} */
  const realms = new Set();
  /** @type {Send} */
  const send = (method, params) =>
    session.send(/** @type {never} */ (method), /** @type {never} */ (params));
  const children = watchWorkers(send, realms);
  session.on('Target.attachedToTarget', children.attached);
  session.on('Target.receivedMessageFromTarget', children.received);
  session.on('Target.detachedFromTarget', children.detached);
  await children.start();
  return async () => {
    let bytes = 0;
    for (const realm of realms) {
      try {
        bytes += await heldBytes(realm);
      } catch {
        realms.delete(realm);
      }
    }
    return { bytes, realms: realms.size };
  };
}

/** @param {Send} send */
async function heldBytes(send) {
  await inTime(send('HeapProfiler.collectGarbage'));
  const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (
    await inTime(send('Runtime.getHeapUsage'))
  );
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

/**
 * The realm, and by messages through it the workers that it starts.
 *
 * @param {Send} send
 * @param {Set<Send>} realms
 */
function watchWorkers(send, realms) {
  /** @type {Map<string, ReturnType<typeof watchWorker>>} */
  const workers = new Map();
  realms.add(send);
  return {
    /** @param {{ sessionId: string }} target */
    attached: ({ sessionId }) => {
      const say = (/** @type {string} */ message) =>
        void send('Target.sendMessageToTarget', { sessionId, message }).catch(() => undefined);
      workers.set(sessionId, watchWorker(say, realms));
    },
    /** @param {Received} received */
    received: ({ sessionId, message }) => workers.get(sessionId)?.receive(message),
    /** @param {{ sessionId: string }} target */
    detached: ({ sessionId }) => workers.get(sessionId)?.end(),
    start: () =>
      send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: false,
        flatten: false,
      }),
  };
}

/**
 * @param {(message: string) => void} say
 * @param {Set<Send>} realms
 */
function watchWorker(say, realms) {
  let last = 0;
  /** @type {Map<number, (result: unknown) => void>} */
  const waiting = new Map();
  /** @type {Send} */
  const send = (method, params = {}) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      say(JSON.stringify({ id: last, method, params }));
    });
  const children = watchWorkers(send, realms);
  void children.start();
  return {
    /** @param {string} message */
    receive: (message) => {
      /** @type {unknown} */
      const json = JSON.parse(message);
      const { id, result, method, params } =
        /** @type {{ id?: number, result?: unknown, method?: string, params: never }} */ (json);
      if (id !== undefined) waiting.get(id)?.(result);
      else if (method === 'Target.attachedToTarget') children.attached(params);
      else if (method === 'Target.receivedMessageFromTarget') children.received(params);
      else if (method === 'Target.detachedFromTarget') children.detached(params);
    },
    end: () => realms.delete(send),
  };
}

/** @template T @param {Promise<T>} answer @returns {Promise<T>} */
function inTime(answer) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer')), ANSWER_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
