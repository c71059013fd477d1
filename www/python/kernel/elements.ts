/** Elements of shared memory, by the kernel's numbers of their kinds. */
import type { HeapMemory } from '../../heap/heap-memory';

interface Kind {
  bytes: number;
  get: (view: DataView, at: number) => number;
  set: (view: DataView, at: number, value: number) => void;
}

/** In the order of `_KINDS` in `_playground.sharedctypes`; little-endian, as wasm is. */
const KINDS: readonly Kind[] = [
  { bytes: 1, get: (v, at) => v.getInt8(at), set: (v, at, x) => v.setInt8(at, x) },
  { bytes: 1, get: (v, at) => v.getUint8(at), set: (v, at, x) => v.setUint8(at, x) },
  { bytes: 2, get: (v, at) => v.getInt16(at, true), set: (v, at, x) => v.setInt16(at, x, true) },
  { bytes: 2, get: (v, at) => v.getUint16(at, true), set: (v, at, x) => v.setUint16(at, x, true) },
  { bytes: 4, get: (v, at) => v.getInt32(at, true), set: (v, at, x) => v.setInt32(at, x, true) },
  { bytes: 4, get: (v, at) => v.getUint32(at, true), set: (v, at, x) => v.setUint32(at, x, true) },
  {
    bytes: 4,
    get: (v, at) => v.getFloat32(at, true),
    set: (v, at, x) => v.setFloat32(at, x, true),
  },
  {
    bytes: 8,
    get: (v, at) => v.getFloat64(at, true),
    set: (v, at, x) => v.setFloat64(at, x, true),
  },
];

export class Elements {
  readonly #heap: HeapMemory;
  #view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));

  constructor(heap: HeapMemory) {
    this.#heap = heap;
  }

  get(kind: number, first: number, index: number): number {
    const { bytes, get } = kindOf(kind);
    const at = first + index * bytes;
    return get(this.#upTo(at + bytes), at);
  }

  set(kind: number, first: number, index: number, value: number): void {
    const { bytes, set } = kindOf(kind);
    const at = first + index * bytes;
    set(this.#upTo(at + bytes), at, value);
  }

  #upTo(end: number): DataView {
    if (this.#view.byteLength < end) this.#view = new DataView(this.#heap.bytes(end).buffer);
    return this.#view;
  }
}

function kindOf(kind: number): Kind {
  const found = KINDS[kind];
  if (!found) throw new RangeError(`there is no element kind ${kind}`);
  return found;
}
