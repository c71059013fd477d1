/**
 * The page's one open playground: opened lazily, shared by all demos, opened anew when it is too
 * small or was lost.
 *
 * An opening that was overtaken by `close` says nothing any more: its playground is closed as soon
 * as it is there, and neither it nor its failure touches the opening that came after it.
 */
import type { OpenOptions, Playground } from '../common/types';
import { CodedError, failureOf, loadedPart, type Failure } from './failure';
import { Store } from './store';

export type EngineState =
  | { name: 'idle' }
  | { name: 'opening' }
  | { name: 'open'; playground: Playground }
  | { name: 'failed'; failure: Failure };

/** The event of the window on which what runs has to stop. */
export const LEAVING = 'parallel-playground:leaving';

/** What the engine needs of the library. */
export interface Library {
  open(options?: OpenOptions): Promise<Playground>;
}

export class PageEngine {
  readonly state = new Store<EngineState>({ name: 'idle' });
  readonly #load: () => Promise<Library>;
  /** The opening under way or done; at most one at a time. */
  #opening: Promise<Playground> | null = null;
  /** Settles when all that was closed so far has ended. */
  #closing: Promise<unknown> = Promise.resolve();

  constructor(load: () => Promise<Library>) {
    this.#load = load;
  }

  get playground(): Playground | null {
    const state = this.state.value;
    return state.name === 'open' ? state.playground : null;
  }

  /** The open playground, or a newly opened one; callers at the same time share one opening. */
  open(workers?: number): Promise<Playground> {
    return this.#opening ?? this.#begin(workers);
  }

  /** A playground of at least so many workers; a smaller one is closed first. */
  ensure(workers: number): Promise<Playground> {
    return this.#fitting(workers, (there) => there >= workers);
  }

  /** A playground of exactly so many workers; another one is closed first. */
  exactly(workers: number): Promise<Playground> {
    return this.#fitting(workers, (there) => there === workers);
  }

  /**
   * Ends the playground, so that the next call opens another. May be called at any time, and more
   * than once.
   */
  async close(): Promise<void> {
    const opening = this.#opening;
    if (opening !== null) {
      this.#opening = null;
      this.state.set({ name: 'idle' });
      const ended = opening.then(closePlayground, () => undefined);
      this.#closing = Promise.all([this.#closing, ended]);
    } else if (this.state.value.name === 'failed') {
      this.state.set({ name: 'idle' });
    }
    await this.#closing;
  }

  /**
   * The page is being left: what runs stops, and the playground ends at once, before it hears of
   * that and ends its workers one by one. Nobody can wait here: where a worker has ended less than
   * `TEARDOWN_MS` before, Chromium may keep the one that had started it.
   */
  leave(): void {
    dispatchEvent(new Event(LEAVING));
    this.playground?.terminate();
    void this.close();
  }

  async #fitting(workers: number, fits: (there: number) => boolean): Promise<Playground> {
    const playground = await this.open(workers);
    if (fits(playground.workers)) return playground;
    // Somebody else may have replaced it by now: theirs is not to be closed.
    if (this.playground === playground) await this.close();
    return this.open(workers);
  }

  #begin(workers: number | undefined): Promise<Playground> {
    const current = (): boolean => this.#opening === opening;
    const make = async (): Promise<Playground> => {
      try {
        const library = await loadedPart(this.#load());
        if (!current()) throw overtaken();
        const playground = await library.open(workers === undefined ? {} : { workers });
        if (!current()) {
          await closePlayground(playground);
          throw overtaken();
        }
        this.state.set({ name: 'open', playground });
        return playground;
      } catch (thrown) {
        if (current()) {
          this.#opening = null;
          this.state.set({ name: 'failed', failure: failureOf(thrown) });
        }
        throw thrown;
      }
    };
    // A step later, when it is known as the current one.
    const opening = Promise.resolve().then(make);
    // When it has been overtaken there may be no listener.
    opening.catch(() => undefined);
    this.#opening = opening;
    this.state.set({ name: 'opening' });
    return opening;
  }
}

function closePlayground(playground: Playground): Promise<void> {
  return playground.close().catch(() => undefined);
}

function overtaken(): CodedError {
  return new CodedError('E_CLOSED', 'The playground was closed while it opened.');
}
