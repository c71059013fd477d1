/**
 * A generation: what belongs to one engine of a playground, from before its start until after its
 * loss.
 */
import type { HeapMemory } from '../heap/heap-memory';
import type { PlaygroundError } from '../common/errors';

export class Generation {
  /** Names its heap; unique among the engines of all playgrounds. */
  readonly owner: string;
  /** The memory of the heap; null where it cannot be shared. */
  readonly heap: HeapMemory | null;
  /** The heap's module; set once an engine has started. */
  heapModule: WebAssembly.Module | null;
  /** Resolves with the reason when the engine is lost or the playground closed. */
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

  /** Throws the reason if it is over. */
  check(): void {
    if (this.#lost) throw this.#lost;
  }

  lose(reason: PlaygroundError): void {
    this.#lost ??= reason;
    this.#lose(reason);
  }

  /** A new id for an object. */
  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
