/**
 * The pending calls of a realm on objects, so that they end when the realm releases the object, or
 * ends itself. The engine has one for each realm that asks it.
 */
import { Ending } from '../common/ending';
import type { PlaygroundError } from '../common/errors';

interface Calls {
  /** Comes when the calls have to end. */
  ending: Ending;
  /** Rejects the promises of the calls. */
  rejects: Set<(reason: PlaygroundError) => void>;
  /** Called when the last call has ended. */
  whenOver: (() => void)[];
}

export class PendingCalls {
  readonly #calls = new Map<number, Calls>();

  /**
   * Makes a call on the object of that id. When its calls are ended it rejects at once, and the
   * call itself is given up.
   */
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

  /** Whether a call on it is pending. */
  has(id: number): boolean {
    return this.#calls.has(id);
  }

  /** Ends the calls on it; resolves when they have stopped. */
  end(id: number, reason: PlaygroundError, isDeath = false): Promise<void> {
    const calls = this.#calls.get(id);
    if (!calls) return Promise.resolve();
    this.#calls.delete(id);
    for (const reject of calls.rejects) reject(reason);
    calls.ending.come({ isDeath });
    return new Promise((resolve) => calls.whenOver.push(resolve));
  }

  /** Ends all calls because their agent is dead; resolves when they have stopped. */
  async endAll(reason: PlaygroundError): Promise<void> {
    await Promise.all([...this.#calls.keys()].map((id) => this.end(id, reason, true)));
  }
}
