/**
 * Leases for the task queue: processes that the engine leases to the window. The window sends tasks
 * to them through their own ports. It tells the engine when it gives a process back, and the engine
 * tells it when a process is lost.
 */
import { SLOT_BYTES, SlotCaller } from '../common/call-slot';
import { uncloneableArguments } from '../common/items';
import type { Failure } from '../common/outcome';
import type { LeaseId, TaskReply, TaskRequest, WindowWay } from '../common/protocol';
import type { EngineClient, EngineLink } from './engine-client';
import { PlaygroundError } from '../common/errors';
import type { PoolAddress } from './pool-address';
import { QuickLine } from './quick-line';
import type { Lease, Lender } from './task-queue';

export class LeaseClient implements Lender {
  readonly #engine: EngineClient;
  readonly #address: PoolAddress;
  /** The task lines to the processes of each engine, by the number of the worker. */
  readonly #lines = new WeakMap<EngineLink, Map<number, QuickLine>>();
  #next: LeaseId = 0;

  constructor(engine: EngineClient, address: PoolAddress) {
    this.#engine = engine;
    this.#address = address;
  }

  ask(): Promise<Lease> {
    const id = this.#next;
    this.#next += 1;
    return this.#engine.withLink((link) => this.#lease(link, id));
  }

  async #lease(link: EngineLink, id: LeaseId): Promise<Lease> {
    const lines = this.#lines.get(link) ?? new Map<number, QuickLine>();
    this.#lines.set(link, lines);
    const { pool, tasksPerLease, prepare } = this.#address;
    prepare(link);
    const granted = link.call('lease', [id, pool]);
    // Its rejection is handled by the holder of the lease.
    const over = link.call('leaseOver', [id, pool]);
    over.catch(() => undefined);
    const { worker, way, ended } = await granted;
    for (const gone of ended) {
      lines.get(gone)?.close();
      lines.delete(gone);
    }
    const line = way ? this.#lineBy(way) : lines.get(worker);
    if (!line)
      throw new PlaygroundError('E_WORKER_LOST', 'The engine leased a process without a line.');
    lines.set(worker, line);
    over.catch(() => {
      lines.delete(worker);
      line.close();
    });
    let tasks = 0;
    return {
      over,
      run: (request) => {
        tasks += 1;
        return run(line, request);
      },
      isSpent: () => tasks >= tasksPerLease,
      cancel: () => link.call('leaseCancel', [id, pool]),
      release: (failure?: Failure) => {
        line.rest();
        // An engine that is gone has no leases.
        link.call('release', [id, failure, pool]).catch(() => undefined);
      },
    };
  }

  #lineBy({ port, slot }: WindowWay): QuickLine {
    const heap = slot === null ? null : this.#engine.generation.heap;
    const { buffer } = heap?.bytes((slot ?? 0) + SLOT_BYTES) ?? {};
    return new QuickLine(port, buffer && slot !== null ? new SlotCaller(buffer, slot) : null);
  }
}

/** Runs the task. If its arguments cannot be sent, the error names the argument to blame. */
async function run(line: QuickLine, request: TaskRequest): Promise<TaskReply> {
  try {
    return await line.run(request);
  } catch (error) {
    const { items } = request;
    const [list = { packed: [] }] = Array.isArray(items) ? items : [];
    throw uncloneableArguments(list, error);
  }
}
