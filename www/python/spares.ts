/**
 * Interpreters that are ready to become processes. One whose process has ended becomes a spare
 * again: it gets back the memory with which it began, which is ten times faster than to make
 * another.
 */
import { Link } from '../common/link';
import { PlaygroundError } from '../common/errors';
import type { BootFiles, InterpreterRealm, PythonFiles } from '../common/python-messages';

export type InterpreterLink = Link<InterpreterRealm>;

interface Waiter {
  resolve: (link: InterpreterLink) => void;
  reject: (error: unknown) => void;
}

export interface SparesConfig {
  /** The beginning of its workers' names. */
  name: string;
  timeoutMs: number;
  /** How many spares are kept. */
  most: number;
  /** Workers can have the same memory. */
  isShared: boolean;
  /** Where Python's files lie. */
  at: PythonFiles;
  /** Keeps a snapshot for the next visit. */
  keep: (snapshot: Uint8Array) => void;
}

export class Spares {
  readonly #files: Promise<BootFiles>;
  readonly #config: SparesConfig;
  readonly #ready: InterpreterLink[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #alive = new Set<InterpreterLink>();
  #starting = 0;
  #resetting = 0;
  #made = 0;
  /** The files with a snapshot; undefined until the first interpreter begins to make one. */
  #complete: Promise<BootFiles> | undefined;
  #closed: PlaygroundError | undefined;

  /** Interpreters begin to load while the files are still coming. */
  constructor(files: Promise<BootFiles>, config: SparesConfig) {
    this.#files = files;
    this.#config = config;
  }

  /** Begins to make spares until there are as many as are kept. */
  fill(): void {
    this.#make(this.#config.most - this.#ready.length - this.#coming);
  }

  /** A ready interpreter, of which nobody else knows. */
  take(): Promise<InterpreterLink> {
    if (this.#closed) return Promise.reject(this.#closed);
    const link = this.#ready.shift();
    if (link) return Promise.resolve(link);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#make(this.#waiting.length - this.#coming);
    });
  }

  /** Gives back what was taken and not used. */
  offer(link: InterpreterLink): void {
    if (this.#closed) link.terminate(this.#closed);
    if (link.isGone) return;
    const waiter = this.#waiting.shift();
    if (waiter) {
      waiter.resolve(link);
      return;
    }
    this.#ready.push(link);
    void link.gone.then(() => {
      const index = this.#ready.indexOf(link);
      if (index >= 0) this.#ready.splice(index, 1);
    });
  }

  /** Takes an interpreter back whose process has ended. */
  async giveBack(link: InterpreterLink): Promise<void> {
    const nFree = this.#ready.length + this.#resetting - this.#waiting.length;
    const isNeeded = nFree < this.#config.most;
    this.#resetting += 1;
    try {
      if (!isNeeded) throw new PlaygroundError('E_CLOSED', 'It is not needed.');
      if (!(await link.call('reset', []))) {
        throw new PlaygroundError('E_CLOSED', 'It cannot be used again.');
      }
    } catch (error) {
      link.terminate(error as PlaygroundError);
      this.#resetting -= 1;
      this.#make(this.#waiting.length - this.#coming);
      return;
    }
    this.#resetting -= 1;
    this.offer(link);
  }

  /** Ends all interpreters. Resolves when they have stopped. */
  async close(reason: PlaygroundError): Promise<void> {
    this.#closed = reason;
    const alive = [...this.#alive];
    for (const link of alive) link.terminate(reason);
    await Promise.all(alive.map(({ dead }) => dead));
  }

  /** How many will be ready soon. */
  get #coming(): number {
    return this.#starting + this.#resetting;
  }

  #make(count: number): void {
    for (let i = 0; i < count && !this.#closed; i += 1) void this.#start();
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    const link = this.#worker();
    try {
      await this.#boot(link);
    } catch (error) {
      link.terminate(error as PlaygroundError);
      // Whoever waits has waited for this one; the others try again.
      this.#waiting.shift()?.reject(error);
      return;
    } finally {
      this.#starting -= 1;
    }
    this.offer(link);
  }

  /** The first interpreter of all makes the snapshot with which the others begin. */
  async #boot(link: InterpreterLink): Promise<void> {
    const files = await this.#files;
    if (files.snapshot || this.#complete) {
      await this.#bootFrom(link, (await this.#complete) ?? files);
      return;
    }
    this.#complete = this.#bootFrom(link, files).then((snapshot) => {
      if (!snapshot) throw new PlaygroundError('E_WASM', 'The interpreter gave no snapshot.');
      this.#config.keep(snapshot);
      return { ...files, snapshot };
    });
    try {
      await this.#complete;
    } catch (error) {
      this.#complete = undefined;
      throw error;
    }
  }

  #bootFrom(link: InterpreterLink, files: BootFiles): Promise<Uint8Array | null> {
    const { isShared, timeoutMs } = this.#config;
    return link.start('boot', [{ name: link.name, files, isShared }], timeoutMs);
  }

  #worker(): InterpreterLink {
    this.#made += 1;
    const { at } = this.#config;
    const worker =
      at.worker === null
        ? new Worker(new URL('./interpreter.worker.ts', import.meta.url), {
            type: 'module',
            name: 'python',
          })
        : new Worker(at.worker, { type: 'module', name: 'python' });
    const link = new Link<InterpreterRealm>(worker, `${this.#config.name}:${this.#made}`);
    // `boot` fails with it.
    link.call('load', [at]).catch(() => undefined);
    this.#alive.add(link);
    void link.dead.then(() => this.#alive.delete(link));
    return link;
  }
}
