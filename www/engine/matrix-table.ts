/**
 * The right operands that the window has prepared. The engine keeps the elements, for processes and
 * for a compute worker that replaces a lost one; the present worker has a copy of its own, which it
 * packs.
 */
import { PlaygroundError } from '../common/errors';
import type { MatrixRequest } from '../common/protocol';
import type { Matrix } from '../common/types';
import type { ComputeClient } from './compute-client';

/** What this needs of the compute worker's client. */
export type MatrixHost = Pick<ComputeClient, 'ask' | 'current'>;

export interface KeptOperand extends Readonly<MatrixRequest> {
  /** Calls that use it. */
  uses: number;
  isClosed: boolean;
  /** The worker that has it, or is getting it. */
  placed: { where: object | undefined; done: Promise<unknown> } | undefined;
}

export class MatrixTable {
  readonly #compute: MatrixHost;
  readonly #sharesMemory: boolean;
  readonly #kept = new Map<number, KeptOperand>();

  constructor(compute: MatrixHost, sharesMemory: boolean) {
    this.#compute = compute;
    this.#sharesMemory = sharesMemory;
  }

  async open(request: MatrixRequest): Promise<void> {
    // In shared memory it is posted without being copied.
    const b = this.#sharesMemory ? shared(request.b) : request.b;
    const kept: KeptOperand = { ...request, b, uses: 0, isClosed: false, placed: undefined };
    this.#kept.set(kept.id, kept);
    try {
      await this.use(kept.id, () => this.place(kept));
    } catch (error) {
      this.close(kept.id);
      throw error;
    }
  }

  /** Calls that use it go on. */
  close(id: number): void {
    const kept = this.#kept.get(id);
    if (!kept) return;
    this.#kept.delete(id);
    kept.isClosed = true;
    this.#freeUnused(kept);
  }

  /** Calls `work` with the operand, which is kept until that is over. */
  async use<T>(id: number, work: (kept: KeptOperand) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(id);
    if (!kept) throw new PlaygroundError('E_CLOSED', 'The matrix has been closed.');
    kept.uses += 1;
    try {
      return await work(kept);
    } finally {
      kept.uses -= 1;
      this.#freeUnused(kept);
    }
  }

  /** Resolves when the present compute worker has the operand. */
  async place(kept: KeptOperand): Promise<void> {
    for (;;) {
      kept.placed = this.#placing(kept);
      const { where, done } = kept.placed;
      try {
        await done;
      } catch (error) {
        if (kept.placed.where === where) kept.placed = undefined;
        throw error;
      }
      // The worker may have been lost since.
      if (this.#compute.current === where) return;
    }
  }

  #placing(kept: KeptOperand): NonNullable<KeptOperand['placed']> {
    const { placed } = kept;
    if (placed && placed.where === this.#compute.current) return placed;
    const { id, b, k, n } = kept;
    // This starts a worker, unless one is there.
    const done = this.#compute.ask('matrixOpen', { id, b, k, n });
    return { where: this.#compute.current, done };
  }

  #freeUnused({ id, uses, isClosed, placed }: KeptOperand): void {
    if (!isClosed || uses > 0 || !placed || placed.where !== this.#compute.current) return;
    // Where the worker is lost there is nothing to be freed.
    this.#compute.ask('matrixClose', id).catch(() => undefined);
  }
}

/** A copy in shared memory. */
export function shared(matrix: Matrix): Matrix {
  const buffer = new SharedArrayBuffer(matrix.byteLength);
  const copy = matrix instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  copy.set(matrix);
  return copy;
}
