/**
 * How far the loading of Python is: the bytes of its large files that have come, of all that will.
 * They are counted as they are read, so files that are kept here count as those of the network do,
 * and what a server compresses counts as it was before. Told a few times a second.
 */
import type { PythonLoading } from '../common/types';

/** It is told at most this often, but for the first and the last time. */
const EVERY_MS = 100;

export class LoadMeter {
  readonly #totalBytes: number;
  readonly #tell: (loading: PythonLoading) => void;
  readonly #now: () => number;
  #loadedBytes = 0;
  #toldMs = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    totalBytes: number,
    tell: (loading: PythonLoading) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#totalBytes = totalBytes;
    this.#tell = tell;
    this.#now = now;
  }

  /** All of it, while its bytes are counted. */
  async bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    await this.#read(response, (piece) => pieces.push(piece));
    return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
  }

  /**
   * Counts the bytes of a copy, while somebody else reads the response: browsers keep the compiled
   * code only of responses as they came.
   */
  count(response: Response): void {
    const copy = response.clone();
    // Whoever reads the response itself hears what went wrong with it.
    void this.#read(copy, () => undefined).catch(() => undefined);
  }

  /** All files are there. */
  starting(): void {
    this.#loadedBytes = this.#totalBytes;
    clearTimeout(this.#timer);
    this.#tell({ ...this.#state(), step: 'start' });
  }

  async #read(response: Response, take: (piece: Uint8Array) => void): Promise<void> {
    const reader = response.body?.getReader();
    for (;;) {
      const piece = await reader?.read();
      if (!piece?.value) return;
      take(piece.value);
      this.#loadedBytes += piece.value.length;
      this.#told();
    }
  }

  #told(): void {
    const leftMs = this.#toldMs + EVERY_MS - this.#now();
    if (leftMs <= 0 || this.#loadedBytes >= this.#totalBytes) this.#tellNow();
    // The network may pause behind these bytes.
    else this.#timer ??= setTimeout(() => this.#tellNow(), leftMs);
  }

  #tellNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldMs = this.#now();
    this.#tell(this.#state());
  }

  #state(): PythonLoading {
    const loadedBytes = Math.min(this.#loadedBytes, this.#totalBytes);
    return { step: 'files', loadedBytes, totalBytes: this.#totalBytes };
  }
}
