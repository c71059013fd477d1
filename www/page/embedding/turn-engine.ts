/**
 * The engine of a demo that shares the machine with others of its page: it is opened when the page
 * around gives the turn. In a page without the script, nobody gives any, and nobody waits.
 */
import type { Playground } from '../../common/types';
import { CodedError } from '../failure';
import { PageEngine, type Library } from '../page-engine';
import { Store } from '../store';

interface Turn {
  promise: Promise<void>;
  grant: () => void;
  reject: (error: Error) => void;
}

export class TurnEngine extends PageEngine {
  /** Another demo is running. */
  readonly waiting = new Store(false);
  readonly #tell: (wanted: boolean) => void;
  #shared = false;
  /** The turn that is asked for, or had. */
  #turn: Turn | null = null;

  constructor(load: () => Promise<Library>, tell: (wanted: boolean) => void) {
    super(load);
    this.#tell = tell;
  }

  /** The page around gives turns. */
  share(): void {
    this.#shared = true;
  }

  granted(): void {
    this.waiting.set(false);
    this.#turn?.grant();
  }

  /** The run is over, or will not be. */
  over(): void {
    const turn = this.#turn;
    if (turn === null) return;
    this.#turn = null;
    this.waiting.set(false);
    turn.reject(new CodedError('E_CANCELLED', 'The turn was given up.'));
    this.#tell(false);
  }

  /** Another demo has the turn; this one's workers are of no use until its next run. */
  rest(): void {
    if (this.#turn === null) void this.close();
  }

  override async open(workers?: number): Promise<Playground> {
    await this.#mine();
    return super.open(workers);
  }

  #mine(): Promise<void> {
    if (!this.#shared) return Promise.resolve();
    this.#turn ??= this.#ask();
    return this.#turn.promise;
  }

  #ask(): Turn {
    let grant = (): void => undefined;
    let reject: (error: Error) => void = () => undefined;
    const promise = new Promise<void>((resolve, refuse) => {
      grant = resolve;
      reject = refuse;
    });
    // There may be no listener any more.
    promise.catch(() => undefined);
    this.waiting.set(true);
    this.#tell(true);
    return { promise, grant, reject };
  }
}
