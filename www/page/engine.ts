/** The page's one open playground: opened lazily, shared by all demos, opened anew when it is too small or was lost. */
import type { OpenOptions, Playground } from '../lib/types';
import { failureOf, type Failure } from './failure';
import { Store } from './store';

export type EngineState =
  | { name: 'idle' }
  | { name: 'opening' }
  | { name: 'open'; playground: Playground }
  | { name: 'failed'; failure: Failure };

/** What the engine needs of the library. */
export interface Library {
  open(options?: OpenOptions): Promise<Playground>;
}

export class Engine {
  readonly state = new Store<EngineState>({ name: 'idle' });
  readonly #load: () => Promise<Library>;
  /** The opening under way or done; at most one at a time. */
  #opening: Promise<Playground> | null = null;

  constructor(load: () => Promise<Library>) {
    this.#load = load;
  }

  get playground(): Playground | null {
    const state = this.state.value;
    return state.name === 'open' ? state.playground : null;
  }

  /** The open playground, or a newly opened one; callers at the same time share one opening. */
  open(workers?: number): Promise<Playground> {
    this.#opening ??= this.#openNow(workers);
    return this.#opening;
  }

  /** A playground of at least so many workers; a smaller one is closed first. */
  async ensure(workers: number): Promise<Playground> {
    const playground = await this.open(workers);
    if (playground.workers >= workers) return playground;
    await this.close();
    return this.open(workers);
  }

  /** A playground of exactly so many workers; another one is closed first. */
  async exactly(workers: number): Promise<Playground> {
    const playground = await this.open(workers);
    if (playground.workers === workers) return playground;
    await this.close();
    return this.open(workers);
  }

  /** Ends the playground, so that the next call opens another. May be called at any time. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    this.state.set({ name: 'idle' });
    const playground = await opening?.catch(() => null);
    await playground?.close().catch(() => undefined);
  }

  async #openNow(workers: number | undefined): Promise<Playground> {
    this.state.set({ name: 'opening' });
    try {
      const library = await this.#load();
      const playground = await library.open(workers === undefined ? {} : { workers });
      this.state.set({ name: 'open', playground });
      return playground;
    } catch (thrown) {
      this.#opening = null;
      this.state.set({ name: 'failed', failure: failureOf(thrown) });
      throw thrown;
    }
  }
}
