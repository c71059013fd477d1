/**
 * The end of some calls, to listen for. Like an `AbortSignal`, but adding and removing a listener
 * takes constant time; browsers search a list.
 */
export class Ending {
  readonly #listeners = new Set<() => void>();
  #hasCome = false;
  #isDeath = false;

  get hasCome(): boolean {
    return this.#hasCome;
  }

  /** The agent is dead: what it had begun is left as it is, and not undone. */
  get isDeath(): boolean {
    return this.#isDeath;
  }

  /**
   * Adds a listener; it is called at once if the end has come. The returned function removes it.
   */
  listen(listener: () => void): () => void {
    if (this.#hasCome) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  come({ isDeath = false } = {}): void {
    if (this.#hasCome) return;
    this.#hasCome = true;
    this.#isDeath = isDeath;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
