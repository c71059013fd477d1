/**
 * Products one after the other, with their progress; and the check of each kind of product before
 * any is timed.
 */
import type { Algorithm, KernelRate, MatmulResult } from '../../../common/types';
import { median } from '../../measure';
import { formatScientific } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { Answer, RunContext } from '../demo';
import type { Operands } from './operands';
import type { Place, Precision, Setup } from './setup';

/** One question about the product: how it is measured, and what is shown. */
export type Study = (context: RunContext, setup: Setup, operands: Operands) => Promise<void>;

/** What is to be multiplied how. */
export interface Kind {
  algorithm: Algorithm;
  place: Place;
  workers: number;
}

/** How far a product lies from the reference. */
export interface Check {
  algorithm: Algorithm;
  kernel: string;
  error: number;
}

/** What Strassen's error may be of the others': it adds blocks before it multiplies them. */
const STRASSEN_TOLERANCE = 64;

/** The least call is timed so often. */
const LEAST_CALLS = 15;

/** The products of one run: so many of each kind, the first one checked. */
export class Products {
  readonly #context: RunContext;
  readonly #setup: Setup;
  readonly #operands: Operands;
  readonly #total: number;
  #finished = 0;

  constructor(context: RunContext, setup: Setup, operands: Operands, total: number) {
    this.#context = context;
    this.#setup = setup;
    this.#operands = operands;
    this.#total = total;
  }

  /** A product to be timed. */
  measure(kind: Kind): Promise<MatmulResult> {
    return this.#multiply(kind, false, { key: 'phase.measure' });
  }

  /**
   * One product of each kind, compared with the reference; it warms the kernels up and is not
   * timed. Shows the answer. Null where one is wrong: the time of a wrong answer means nothing.
   */
  async checkEach(kinds: readonly Kind[]): Promise<Check[] | null> {
    const { precision, n } = this.#setup;
    const checks: Check[] = [];
    for (const kind of kinds) {
      const result = await this.#multiply(kind, true, { key: 'matmul.phaseCheck' });
      const error = result.checked?.maxRelativeError ?? Number.NaN;
      checks.push({ algorithm: kind.algorithm, kernel: result.kernel, error });
    }
    const { kernels } = await this.#context.playground.measured();
    const answer = answerOf(checks, n, precision, kernels[precision]);
    this.#context.show({ answer });
    return answer.state === 'right' ? checks : null;
  }

  /**
   * What a call costs at all, in µs: the median of several products that give each worker one
   * number to compute, at the end of the run.
   */
  async leastCallUs({ place, workers }: Kind): Promise<number> {
    const { playground, signal } = this.#context;
    const one = new Float64Array(1).fill(1);
    const rows = new Float64Array(workers).fill(1);
    const samples: number[] = [];
    for (let call = 0; call < LEAST_CALLS; call += 1) {
      const { totalMs } = await playground.matmul(
        rows,
        one,
        { m: workers, k: 1, n: 1 },
        { algorithm: 'naive', on: place, workers, check: false, signal },
      );
      samples.push(totalMs);
    }
    return 1000 * median(samples);
  }

  async #multiply(kind: Kind, check: boolean, phase: Message): Promise<MatmulResult> {
    const context = this.#context;
    const { n } = this.#setup;
    const at = (part: number): void =>
      context.progress((this.#finished + part) / this.#total, phase);
    at(0);
    const result = await context.playground.matmul(
      this.#operands.a,
      this.#operands.b,
      { m: n, k: n, n },
      {
        algorithm: kind.algorithm,
        on: kind.place,
        workers: kind.workers,
        check,
        signal: context.signal,
        onProgress: (done, total) => at(done / Math.max(1, total)),
      },
    );
    this.#finished += 1;
    return result;
  }
}

/**
 * Both the product and its reference may be off by k rounding errors of ε/2 each, measured against
 * the norms of row and column. Strassen's error is bounded against the whole matrices only, and may
 * be larger.
 */
export function toleranceOf(algorithm: Algorithm, k: number, precision: Precision): number {
  const classical = k * (precision === 'f32' ? 2 ** -23 : 2 ** -52);
  return algorithm === 'strassen' ? STRASSEN_TOLERANCE * classical : classical;
}

/** The verdict on all of them, in the words of the one that is farthest off. */
export function answerOf(
  checks: readonly Check[],
  n: number,
  precision: Precision,
  kernels: readonly KernelRate[],
): Answer {
  const allowed = ({ algorithm }: Check): number => toleranceOf(algorithm, n, precision);
  const off = (check: Check): number =>
    Number.isNaN(check.error) ? Infinity : check.error / allowed(check);
  const worst = checks.reduce((worst, check) => (off(check) > off(worst) ? check : worst));
  const values = {
    error: formatScientific(worst.error),
    tolerance: formatScientific(allowed(worst)),
    bound: {
      key: worst.algorithm === 'strassen' ? 'matmul.boundStrassen' : 'matmul.bound',
      values: { times: STRASSEN_TOLERANCE },
    },
    algorithm: { key: `matmul.${worst.algorithm}` },
    kernel: describeKernel(worst.kernel, kernels),
    n: new Set(checks.map(({ algorithm }) => algorithm)).size,
  } as const;
  if (!(off(worst) <= 1)) return { state: 'wrong', sentence: { key: 'matmul.wrong', values } };
  const key = values.n === 1 ? 'matmul.right' : 'matmul.rightAll';
  return { state: 'right', sentence: { key, values } };
}

/** The kernel's name, with its rate and its limit where it is one of those that were measured. */
function describeKernel(name: string, measured: readonly KernelRate[]): Message | string {
  const rate = measured.find((known) => known.name === name);
  if (!rate) return name;
  // The limit is measured too: a kernel that comes up to it may by chance come out above.
  const limit = Math.max(rate.gflops, rate.limitGflops);
  const values = { kernel: name, gflops: rate.gflops.toFixed(1), limit: limit.toFixed(1) };
  return { key: 'matmul.kernelMeasured', values };
}

/**
 * The rate of a product that took so long. All are counted alike, by the 2·N³ operations of the
 * definition.
 */
export function gflopsOf(n: number, ms: number): number {
  return (2 * n ** 3) / (ms * 1e6);
}
