/**
 * Interpreters that are ready to become processes. One whose process has ended becomes a spare
 * again: it gets back the memory with which all of them began, which is ten times faster than to
 * make another.
 */
import { Link } from '../common/link';
import { PlaygroundError } from '../common/errors';
import type { BootFiles, ForkImage, InterpreterRealm } from '../common/python-messages';

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
}

export class Spares {
  readonly files: BootFiles;
  readonly #config: SparesConfig;
  readonly #ready: InterpreterLink[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #alive = new Set<InterpreterLink>();
  #starting = 0;
  #resetting = 0;
  #made = 0;
  /** The memory of a spare. */
  #base: Promise<ForkImage> | undefined;
  #closed: PlaygroundError | undefined;

  constructor(files: BootFiles, config: SparesConfig) {
    this.files = files;
    this.#config = config;
  }

  /** Begins to make spares until there are as many as are kept. */
  fill(): void {
    this.#make(this.#config.most - this.#ready.length - this.#starting);
  }

  /** A ready interpreter, of which nobody else knows. */
  take(): Promise<InterpreterLink> {
    if (this.#closed) return Promise.reject(this.#closed);
    const link = this.#ready.shift();
    if (link) return Promise.resolve(link);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#make(this.#waiting.length - this.#starting);
    });
  }

  /** Takes an interpreter back whose process has ended. */
  async giveBack(link: InterpreterLink): Promise<void> {
    const coming = this.#ready.length + this.#resetting - this.#waiting.length;
    const isNeeded = coming < this.#config.most;
    this.#resetting += 1;
    try {
      if (!isNeeded || !this.#base) throw new PlaygroundError('E_CLOSED', 'It is not needed.');
      if (!(await link.call('reset', [await this.#base]))) {
        throw new PlaygroundError('E_CLOSED', 'It cannot be used again.');
      }
    } catch (error) {
      link.terminate(error as PlaygroundError);
      this.#make(this.#waiting.length - this.#starting);
      return;
    } finally {
      this.#resetting -= 1;
    }
    this.#offer(link);
  }

  /** Makes an interpreter whose memory is that of all others. */
  async makeSnapshot(): Promise<Uint8Array> {
    const link = this.#worker();
    try {
      const files = { ...this.files, snapshot: null };
      const snapshot = await this.#boot(link, files);
      if (!snapshot) throw new PlaygroundError('E_WASM', 'The interpreter gave no snapshot.');
      return snapshot;
    } finally {
      link.terminate(new PlaygroundError('E_CLOSED', 'The snapshot has been made.'));
    }
  }

  /** Ends all interpreters; gives the names of those that were alive. */
  close(reason: PlaygroundError): string[] {
    this.#closed = reason;
    const names = [...this.#alive].map(({ name }) => name);
    for (const link of this.#alive) link.terminate(reason);
    return names;
  }

  #make(count: number): void {
    for (let i = 0; i < count && !this.#closed; i += 1) void this.#start();
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    const link = this.#worker();
    try {
      await this.#boot(link, this.files);
      this.#base ??= link.call('image', [this.#config.isShared]);
      await this.#base;
    } catch (error) {
      link.terminate(error as PlaygroundError);
      // Whoever waits has waited for this one; the others try again.
      this.#waiting.shift()?.reject(error);
      return;
    } finally {
      this.#starting -= 1;
    }
    this.#offer(link);
  }

  #offer(link: InterpreterLink): void {
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

  #boot(link: InterpreterLink, files: BootFiles): Promise<Uint8Array | null> {
    return link.start('boot', [{ name: link.name, files }], this.#config.timeoutMs);
  }

  #worker(): InterpreterLink {
    this.#made += 1;
    const worker = new Worker(new URL('./interpreter.worker.ts', import.meta.url), {
      type: 'module',
      name: 'python',
    });
    const link = new Link<InterpreterRealm>(worker, `${this.#config.name}:${this.#made}`);
    this.#alive.add(link);
    void link.dead.then(() => this.#alive.delete(link));
    return link;
  }
}
