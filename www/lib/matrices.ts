/** The right operands that are prepared for many products. */
import { matrixBytesRefused, operandSnapshot } from './operand';
import { rightOperand } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { Dimensions, Matrix, PackedMatrix } from '../common/types';
import { closedHere, DISPOSE } from '../objects/rules';
import type { EngineClient } from './engine-client';
import type { Generation } from './generation';

/** An operand that the engine keeps. */
export interface Held {
  readonly id: number;
  readonly generation: Generation;
  /** Of its elements, plain and packed. */
  readonly bytes: number;
}

/** The part of the engine's client that this uses. */
export type MatrixClient = Pick<EngineClient, 'askIn' | 'generation' | 'postsAtOnce'>;

/** The prepared operands of a playground. */
export class Matrices {
  readonly #client: MatrixClient;
  readonly #held = new Set<Held>();
  readonly #collected = new FinalizationRegistry<Held>((held) => void this.#free(held));
  #lastId = 0;

  constructor(client: MatrixClient) {
    this.#client = client;
  }

  async open<T extends Matrix>(b: T, dims: Pick<Dimensions, 'k' | 'n'>): Promise<PackedMatrix<T>> {
    rightOperand(b, dims);
    const { k, n } = dims;
    const { generation, postsAtOnce } = this.#client;
    const bytes = 2 * k * n * b.BYTES_PER_ELEMENT;
    const refusal = matrixBytesRefused('The matrix', bytes, this.heldBytes);
    if (refusal) throw refusal;
    this.#lastId += 1;
    const held = { id: this.#lastId, generation, bytes };
    // From now on, so that matrices that are being made count as well.
    this.#held.add(held);
    const { matrix, isCopy } = operandSnapshot(b, postsAtOnce);
    const moved = isCopy ? [matrix.buffer as ArrayBuffer] : [];
    try {
      await this.#client.askIn(generation, 'matrixOpen', [{ id: held.id, b: matrix, k, n }], moved);
    } catch (error) {
      this.#held.delete(held);
      throw error;
    }
    const precision = b.BYTES_PER_ELEMENT === 4 ? 'f32' : 'f64';
    const handle = new MatrixHandle<T>(this, held, { k, n }, precision as Precision<T>);
    this.#collected.register(handle, held, held);
    return handle;
  }

  /** Bytes of all open matrices. */
  get heldBytes(): number {
    return [...this.#held].reduce((sum, { generation, bytes }) => {
      return generation.lost ? sum : sum + bytes;
    }, 0);
  }

  /** What the engine keeps for `b`, if that was prepared; `E_ARGUMENT` or `E_CLOSED`. */
  find(b: unknown): Held | undefined {
    return b instanceof MatrixHandle ? b.heldBy(this) : undefined;
  }

  close(held: Held): Promise<void> {
    this.#collected.unregister(held);
    return this.#free(held);
  }

  async #free(held: Held): Promise<void> {
    // It may have been closed before.
    if (!this.#held.delete(held) || held.generation.lost) return;
    try {
      await this.#client.askIn(held.generation, 'matrixClose', [held.id]);
    } catch (error) {
      // It is lost with the engine.
      if (!(held.generation.lost as PlaygroundError | undefined)) throw error;
    }
  }
}

type Precision<T extends Matrix> = PackedMatrix<T>['precision'];

class MatrixHandle<T extends Matrix> implements PackedMatrix<T> {
  readonly k: number;
  readonly n: number;
  readonly precision: Precision<T>;
  readonly #matrices: Matrices;
  readonly #held: Held;
  #isClosed = false;

  constructor(
    matrices: Matrices,
    held: Held,
    { k, n }: Pick<Dimensions, 'k' | 'n'>,
    precision: Precision<T>,
  ) {
    this.#matrices = matrices;
    this.#held = held;
    this.k = k;
    this.n = n;
    this.precision = precision;
  }

  heldBy(matrices: Matrices): Held {
    if (this.#isClosed) throw closedHere('b');
    const { generation } = this.#held;
    // Closed with its playground.
    if (generation.lost?.code === 'E_CLOSED' && this.#matrices === matrices) throw generation.lost;
    if (this.#matrices === matrices && !generation.lost) return this.#held;
    const message = 'b is a matrix of another playground, or of one whose engine was lost.';
    throw new PlaygroundError('E_ARGUMENT', message);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#matrices.close(this.#held);
  }

  [DISPOSE](): void {
    void this.close();
  }
}
