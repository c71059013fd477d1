/** What belongs to one engine of a playground, from before it starts until after it is lost: its heap, and what names it. */
import type { HeapMemory } from '../heap/heap-memory';
import type { PlaygroundError } from '../common/errors';

export class Generation {
  /** No other engine, of any playground, has the same. */
  readonly owner: string;
  /** The memory of its objects; null where it cannot be shared. */
  readonly heap: HeapMemory | null;
  /** What the window needs to use it; there once an engine has started. */
  heapModule: WebAssembly.Module | null;
  /** Resolves with the reason when the engine is lost, or the playground was closed. */
  readonly over: Promise<PlaygroundError>;
  #lost: PlaygroundError | undefined;
  #lose!: (reason: PlaygroundError) => void;
  #lastId = 0;

  constructor(owner: string, heap: HeapMemory | null, heapModule: WebAssembly.Module | null) {
    this.owner = owner;
    this.heap = heap;
    this.heapModule = heapModule;
    this.over = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  /** Why it is over, if it is. */
  get lost(): PlaygroundError | undefined {
    return this.#lost;
  }

  /** Throws the reason where it is over. */
  check(): void {
    if (this.#lost) throw this.#lost;
  }

  lose(reason: PlaygroundError): void {
    this.#lost ??= reason;
    this.#lose(reason);
  }

  /** Names an object. */
  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
