/** Interpreters that are ready to become processes. */
import { Link } from '../common/link';
import { PlaygroundError } from '../common/errors';
import type { BootFiles, InterpreterRealm } from '../common/python-messages';

export type InterpreterLink = Link<InterpreterRealm>;

interface Spare {
  link: InterpreterLink;
  ready: Promise<void>;
}

export class Spares {
  readonly #name: string;
  readonly #timeoutMs: number;
  readonly #spares: Spare[] = [];
  readonly #alive = new Set<InterpreterLink>();
  readonly files: BootFiles;
  #made = 0;
  #closed: PlaygroundError | undefined;

  constructor(name: string, files: BootFiles, timeoutMs: number) {
    this.#name = name;
    this.files = files;
    this.#timeoutMs = timeoutMs;
  }

  /** Begins to make spares until there are that many. */
  fill(count: number): void {
    while (this.#spares.length < count && !this.#closed) this.#spares.push(this.#make());
  }

  /** Resolves when all spares are ready. */
  async ready(): Promise<void> {
    await Promise.all(this.#spares.map(({ ready }) => ready));
  }

  /** A ready interpreter, of which nobody else knows. */
  async take(): Promise<InterpreterLink> {
    if (this.#closed) throw this.#closed;
    const spare = this.#spares.shift() ?? this.#make();
    await spare.ready;
    return spare.link;
  }

  /** Makes the first interpreter, whose memory is that of all others. */
  async makeSnapshot(): Promise<Uint8Array> {
    const { link } = this.#worker();
    try {
      const name = link.name;
      const files = { ...this.files, snapshot: null };
      const snapshot = await link.start('boot', [{ name, files }], this.#timeoutMs);
      if (!snapshot) throw new PlaygroundError('E_WASM', 'The interpreter gave no snapshot.');
      return snapshot;
    } finally {
      link.terminate(new PlaygroundError('E_CLOSED', 'The snapshot has been made.'));
    }
  }

  /** Ends all interpreters; the names of those that were alive. */
  close(reason: PlaygroundError): string[] {
    this.#closed = reason;
    const names = [...this.#alive].map(({ name }) => name);
    for (const link of this.#alive) link.terminate(reason);
    return names;
  }

  #make(): Spare {
    const { link } = this.#worker();
    const ready = link
      .start('boot', [{ name: link.name, files: this.files }], this.#timeoutMs)
      .then(() => undefined);
    // Whoever takes it hears of it.
    ready.catch(() => undefined);
    return { link, ready };
  }

  #worker(): { link: InterpreterLink } {
    this.#made += 1;
    const worker = new Worker(new URL('./interpreter.worker.ts', import.meta.url), {
      type: 'module',
      name: 'python',
    });
    const link = new Link<InterpreterRealm>(worker, `${this.#name}:python:${this.#made}`);
    this.#alive.add(link);
    void link.dead.then(() => this.#alive.delete(link));
    return { link };
  }
}
