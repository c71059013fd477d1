/**
 * The end of some calls, for those who wait for it. Like an `AbortSignal`, but to listen and to stop listening costs the same however
 * many do: browsers search a list of listeners.
 */
export class Ending {
  readonly #listeners = new Set<() => void>();
  #hasCome = false;
  #isDeath = false;

  get hasCome(): boolean {
    return this.#hasCome;
  }

  /** The agent is dead: what it had begun is left as it is, and not taken back. */
  get isDeath(): boolean {
    return this.#isDeath;
  }

  /** Listens; called at once if the end has come. The function that is returned stops that. */
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
