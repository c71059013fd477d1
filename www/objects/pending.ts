/**
 * The calls on objects that a realm has under way, or that the engine has for it, so that they end when the object is released there,
 * or all is over.
 */
import { Ending } from '../common/ending';
import type { PlaygroundError } from '../common/errors';

interface Calls {
  /** Comes when the calls are to end. */
  ending: Ending;
  /** Rejects each call for whoever waits for it. */
  rejects: Set<(reason: PlaygroundError) => void>;
  /** Called when none is under way any more. */
  whenOver: (() => void)[];
}

export class PendingCalls {
  readonly #calls = new Map<number, Calls>();

  /** Makes a call on the thing with that id. It rejects at once when its calls are ended, and is given up then. */
  run<T>(id: number, call: (ending: Ending) => Promise<T>): Promise<T> {
    let calls = this.#calls.get(id);
    if (!calls) {
      calls = { ending: new Ending(), rejects: new Set(), whenOver: [] };
      this.#calls.set(id, calls);
    }
    const { ending, rejects } = calls;
    return new Promise((resolve, reject) => {
      rejects.add(reject);
      call(ending)
        .then(resolve, reject)
        .finally(() => {
          rejects.delete(reject);
          if (rejects.size > 0) return;
          if (this.#calls.get(id) === calls) this.#calls.delete(id);
          for (const over of calls.whenOver) over();
        });
    });
  }

  /** Whether a call on it is under way. */
  has(id: number): boolean {
    return this.#calls.has(id);
  }

  /** Ends the calls on it; resolves when nothing of them goes on. */
  end(id: number, reason: PlaygroundError, isDeath = false): Promise<void> {
    const calls = this.#calls.get(id);
    if (!calls) return Promise.resolve();
    this.#calls.delete(id);
    for (const reject of calls.rejects) reject(reason);
    calls.ending.come({ isDeath });
    return new Promise((resolve) => calls.whenOver.push(resolve));
  }

  /** Ends all, because whoever has made them is dead; resolves when nothing of them goes on. */
  async endAll(reason: PlaygroundError): Promise<void> {
    await Promise.all([...this.#calls.keys()].map((id) => this.end(id, reason, true)));
  }
}
