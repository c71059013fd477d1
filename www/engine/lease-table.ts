/**
 * Processes that are leased to the window: it sends tasks to them directly, and tells the engine
 * only when it gives one back.
 */
import { errorOf, type Failure } from '../common/outcome';
import type { Grant, LeaseId } from '../common/protocol';
import type { PlaygroundError } from '../common/errors';
import type { PoolDriver } from './pool-driver';

interface LeaseRecord {
  /** Ends its process. */
  stop: AbortController;
  /** Kept until the window asks for it: the process may be lost before that. */
  over: Promise<void>;
  /** Set once the lease has been granted. */
  end?: (lost?: PlaygroundError) => void;
}

export class LeaseTable {
  readonly #pool: PoolDriver;
  readonly #leases = new Map<LeaseId, LeaseRecord>();

  constructor(pool: PoolDriver) {
    this.#pool = pool;
  }

  /**
   * Resolves when it is the lease's turn and a process is free; rejects when there will be none.
   */
  ask(id: LeaseId): Promise<Grant> {
    return new Promise<Grant>((granted, refused) => {
      // If a process is idle, the lease is granted before the pool's call returns.
      const stop = new AbortController();
      const lease: LeaseRecord = { over: Promise.resolve(), stop };
      lease.over = this.#pool.lease(
        (worker) =>
          new Promise<void>((end, fail) => {
            lease.end = (lost) => {
              if (lost) fail(lost);
              else end();
            };
            const ended = this.#pool.takeEnded();
            const way = this.#pool.takeWay(worker);
            granted(way ? { worker, way, ended } : { worker, ended });
          }),
        stop.signal,
      );
      this.#leases.set(id, lease);
      // If the lease is not granted, its failure goes to the caller that waits for it.
      lease.over.catch(refused);
    });
  }

  /** Resolves when the lease was given back; rejects when its process was lost. */
  over(id: LeaseId): Promise<void> {
    const over = this.#leases.get(id)?.over ?? Promise.resolve();
    return over.finally(() => this.#leases.delete(id));
  }

  release(id: LeaseId, failure?: Failure): void {
    this.#leases.get(id)?.end?.(failure && errorOf(failure));
  }

  /** Ends the process alone; resolves when it has no more effect. */
  async cancel(id: LeaseId): Promise<void> {
    const lease = this.#leases.get(id);
    lease?.stop.abort();
    await lease?.over.catch(() => undefined);
  }
}
