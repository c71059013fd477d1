/** The pools of processes: the playground's own, number 0, and those that were made beside it. */
import { PoolMachine } from '../../pkg/parallel_playground.js';
import { PlaygroundError } from '../common/errors';
import type { Link } from '../common/link';
import type { Initializer, PoolRequest, ProcessRealm } from '../common/protocol';
import { LeaseTable } from './lease-table';
import { PoolDriver } from './pool-driver';
import type { ProcessFactory } from './process-factory';

interface Pool {
  driver: PoolDriver;
  leases: LeaseTable;
}

export class PoolTable {
  readonly #factory: ProcessFactory;
  readonly #pools = new Map<number, Pool>();

  constructor(factory: ProcessFactory, workers: number) {
    this.#factory = factory;
    this.open({ pool: 0, workers, maxTasks: 0, initializer: null });
  }

  open({ pool, workers, maxTasks, initializer }: PoolRequest): void {
    const setUp =
      initializer && ((process: Link<ProcessRealm>) => initialize(process, initializer));
    const driver = new PoolDriver(new PoolMachine(workers, maxTasks), this.#factory, setUp);
    this.#pools.set(pool, { driver, leases: new LeaseTable(driver) });
  }

  driver(pool = 0): PoolDriver {
    return this.#named(pool).driver;
  }

  leases(pool = 0): LeaseTable {
    return this.#named(pool).leases;
  }

  async shutdown(cancelPending: boolean, pool = 0): Promise<void> {
    await this.#pools.get(pool)?.driver.shutdown(cancelPending);
  }

  async terminate(pool: number): Promise<void> {
    await this.#pools.get(pool)?.driver.terminate();
    this.#pools.delete(pool);
  }

  #named(pool: number): Pool {
    const named = this.#pools.get(pool);
    if (!named) throw new PlaygroundError('E_CLOSED', 'The pool has been shut down.');
    return named;
  }
}

/** As in CPython, a pool is broken by an initializer that fails. */
async function initialize(process: Link<ProcessRealm>, initializer: Initializer): Promise<void> {
  try {
    await process.call('initialize', [initializer]);
  } catch (error) {
    const { code, message, cause } = error as PlaygroundError;
    if (code === 'E_WORKER_LOST') throw error;
    const what = message.replace(/^The task failed/, 'The initializer of the pool failed');
    throw new PlaygroundError('E_BROKEN_POOL', what, { cause: cause ?? error });
  }
}
