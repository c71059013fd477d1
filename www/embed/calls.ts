/** The runs that a page has asked for and that have not ended. Each is settled once. Pure. */
import type { DemoError, DemoFailure, DemoResult, ProgramResult } from './public';

type Result = DemoResult | ProgramResult;

interface Call {
  resolve: (result: Result) => void;
  reject: (error: DemoError) => void;
}

export class Calls {
  readonly #open = new Map<number, Call>();
  #last = 0;

  /** Their numbers, in the order in which they were made. */
  get numbers(): number[] {
    return [...this.#open.keys()];
  }

  make(): { number: number; promise: Promise<Result> } {
    const number = (this.#last += 1);
    const promise = new Promise<Result>((resolve, reject) => {
      this.#open.set(number, { resolve, reject });
    });
    return { number, promise };
  }

  resolve(numbers: readonly number[], result: Result): void {
    for (const call of this.#take(numbers)) call.resolve(result);
  }

  reject(numbers: readonly number[], failure: DemoFailure): void {
    for (const call of this.#take(numbers)) call.reject(demoError(failure));
  }

  #take(numbers: readonly number[]): Call[] {
    return numbers.flatMap((number) => {
      const call = this.#open.get(number);
      this.#open.delete(number);
      return call ?? [];
    });
  }
}

export function demoError({ code, message }: DemoFailure): DemoError {
  return Object.assign(new Error(message), { name: 'DemoError' as const, code });
}

/** The code and the sentence of a `demo-failed`. */
export function failureIn(detail: unknown): DemoFailure {
  const { code, message } = Object(detail) as Readonly<Record<string, unknown>>;
  return {
    code: (typeof code === 'string' ? code : 'E_UNKNOWN') as DemoFailure['code'],
    message: typeof message === 'string' ? message : '',
  };
}
