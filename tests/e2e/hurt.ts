/**
 * What a test does to the workers of a playground from outside, since the product has no hooks for
 * tests: scripts before theirs keep what they start, and let their clock trap.
 */
import type { Page } from '@playwright/test';

import type { Site } from './server.ts';

/**
 * `gone`: a process of the pool is. `process`, `compute`, `thread`: it traps in what it computes.
 * `panic`: what computes panics beside its work, for its capacity overflows.
 */
export type Hurt = 'gone' | 'process' | 'compute' | 'thread' | 'panic';

declare global {
  /** Hurts the engine that was started last; whether there was such a worker. */
  var hurt: (what: Hurt) => Promise<boolean>;
}

/** To be called before the page opens a playground; `site.mend()` ends it. */
export async function allowHurting(page: Page, site: Site): Promise<void> {
  const before = (script: RegExp, run: () => void): void =>
    site.fault(script, { kind: 'prepend', source: `(${String(run)})();` });
  before(/\/engine\.worker[^/]*\.js$/, inEngine);
  before(/\/(compute|process)\.worker[^/]*\.js$/, inInstance);
  before(/\/workerHelpers[^/]*\.js$/, inThread);
  await page.addInitScript(inWindow);
}

/** An order on its way to a worker. */
interface Order {
  hurt: Hurt;
  answer: MessagePort;
}

function inWindow(): void {
  const { Worker } = globalThis;
  const engines: Worker[] = [];
  globalThis.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      if (options?.name === 'engine') engines.push(this);
    }
  };
  globalThis.hurt = (what) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<boolean>) => resolve(data);
      engines.at(-1)?.postMessage({ hurt: what, answer: port2 } satisfies Order, [port2]);
    });
}

function inEngine(): void {
  const { Worker } = globalThis;
  const alive = new Map<Worker, string>();
  globalThis.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      alive.set(this, options?.name ?? '');
    }

    override terminate(): void {
      alive.delete(this);
      super.terminate();
    }
  };
  addEventListener('message', (event: MessageEvent<Partial<Order>>) => {
    const { hurt, answer } = event.data;
    if (!hurt || !answer) return;
    event.stopImmediatePropagation();
    const name = hurt === 'gone' || hurt === 'process' ? /^process-/ : /^compute$/;
    const found = [...alive].find(([, one]) => name.test(one))?.[0];
    if (found && hurt !== 'gone') {
      found.postMessage(event.data, [answer]);
      return;
    }
    found?.terminate();
    answer.postMessage(found !== undefined);
  });
}

/** Its threads have the same word, and do not hear messages once they are at work. */
function inInstance(): void {
  const { Worker } = globalThis;
  const traps = new Int32Array(
    typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(8) : new ArrayBuffer(8),
  );
  globalThis.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      this.postMessage({ traps });
    }
  };
  const { instantiate } = WebAssembly;
  let module: WebAssembly.Exports = {};
  const keeping = async (
    compiled: WebAssembly.Module,
    imports: WebAssembly.Imports,
  ): Promise<WebAssembly.Instance> => {
    const instance = await instantiate(compiled, imports);
    module = instance.exports;
    return instance;
  };
  Object.assign(WebAssembly, { instantiate: keeping });
  addEventListener('message', (event: MessageEvent<Partial<Order>>) => {
    const { hurt, answer } = event.data;
    if (!hurt || !answer) return;
    event.stopImmediatePropagation();
    answer.postMessage(true);
    if (hurt !== 'panic') {
      Atomics.store(traps, hurt === 'thread' ? 1 : 0, 1);
      return;
    }
    try {
      // More durations than a memory can hold.
      (module['performTasks'] as (...args: number[]) => void)(8, 0x3fff_ffff, 0, 0);
    } catch {
      // Its hook has told.
    }
  });
  const now = performance.now.bind(performance);
  performance.now = () => {
    // Only where the module asks, as a trap is in it.
    if (Atomics.load(traps, 0) === 1 && /wasm/.test(String(new Error().stack))) {
      Atomics.store(traps, 0, 0);
      throw new WebAssembly.RuntimeError('a trap for the test');
    }
    return now();
  };
}

function inThread(): void {
  let traps: Int32Array | undefined;
  addEventListener('message', (event: MessageEvent<{ traps?: Int32Array }>) => {
    if (!event.data.traps) return;
    event.stopImmediatePropagation();
    traps = event.data.traps;
  });
  const now = performance.now.bind(performance);
  performance.now = () => {
    if (traps && Atomics.compareExchange(traps, 1, 1, 0) === 1)
      throw new WebAssembly.RuntimeError('a trap for the test');
    return now();
  };
}
