/**
 * Shared memory for images of forks. A new one costs more to touch for the first time than to fill,
 * so a parent keeps two: one may still be read by a child while the next child is made.
 */

const KEPT = 2;
/** The next image of a process is about as large as the last one. */
const STEP_BYTES = 4 * 1024 * 1024;

/** Memory, and the word in which its reader says that it may be written again. */
export interface ImageBuffer {
  memory: Uint8Array;
  isFree: Int32Array;
}

export class ImageBuffers {
  readonly #kept: ImageBuffer[] = [];

  /** Leaves them to the browser. */
  drop(): void {
    this.#kept.length = 0;
  }

  /** A buffer of that length that nobody reads. */
  take(length: number): ImageBuffer {
    const found = this.#kept.find(
      ({ memory, isFree }) => memory.length >= length && Atomics.load(isFree, 0) === 1,
    );
    if (found) {
      Atomics.store(found.isFree, 0, 0);
      return { ...found, memory: found.memory.subarray(0, length) };
    }
    const bytes = Math.ceil(length / STEP_BYTES) * STEP_BYTES;
    const made = {
      memory: new Uint8Array(new SharedArrayBuffer(bytes)),
      isFree: new Int32Array(new SharedArrayBuffer(4)),
    };
    this.#kept.push(made);
    if (this.#kept.length > KEPT) this.#kept.shift();
    return { ...made, memory: made.memory.subarray(0, length) };
  }
}
