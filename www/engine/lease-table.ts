/**
 * Processes that are on lease to the window: it hands tasks to them directly, and tells here only when it is done with one.
 */
import { errorOf, type Failure } from '../common/outcome';
import type { Grant, LeaseId } from '../common/protocol';
import type { PlaygroundError } from '../common/errors';
import type { PoolDriver } from './pool-driver';

interface LeaseRecord {
  /** Kept until the window has asked for it: the process may be lost before it does. */
  over: Promise<void>;
  /** There once the lease has been granted. */
  end?: (lost?: PlaygroundError) => void;
}

export class LeaseTable {
  readonly #pool: PoolDriver;
  readonly #leases = new Map<LeaseId, LeaseRecord>();

  constructor(pool: PoolDriver) {
    this.#pool = pool;
  }

  /** Settles when it is the lease's turn and there is a process for it; rejects when that cannot be. */
  ask(id: LeaseId): Promise<Grant> {
    return new Promise<Grant>((granted, refused) => {
      // Where a process is idle, it is granted before the pool has returned.
      const lease: LeaseRecord = { over: Promise.resolve() };
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
      );
      this.#leases.set(id, lease);
      // Whoever waits for the grant hears of it, if nobody else does.
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
}
