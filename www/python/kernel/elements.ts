/** Elements of shared memory by their typecodes, as Python's `array` has them. */
import type { HeapMemory } from '../../heap/heap-memory';

/** The order is that of `_playground.shared`. */
export const TYPECODES = ['b', 'B', 'h', 'H', 'i', 'I', 'f', 'd', 'l', 'L', 'c', 'u', '?'] as const;

class Elements {
  #heap: HeapMemory | undefined;
  #view = new DataView(new ArrayBuffer(0));

  read(heap: HeapMemory, kind: number, at: number, index: number): number {
    const view = this.#of(heap, at + index * 8 + 8);
    switch (kind) {
      case 0:
        return view.getInt8(at + index);
      case 1:
      case 10:
      case 12:
        return view.getUint8(at + index);
      case 2:
        return view.getInt16(at + index * 2, true);
      case 3:
        return view.getUint16(at + index * 2, true);
      case 4:
      case 8:
        return view.getInt32(at + index * 4, true);
      case 5:
      case 9:
      case 11:
        return view.getUint32(at + index * 4, true);
      case 6:
        return view.getFloat32(at + index * 4, true);
      default:
        return view.getFloat64(at + index * 8, true);
    }
  }

  write(heap: HeapMemory, kind: number, at: number, index: number, value: number): void {
    const view = this.#of(heap, at + index * 8 + 8);
    switch (kind) {
      case 0:
      case 1:
      case 10:
      case 12:
        view.setInt8(at + index, value);
        break;
      case 2:
      case 3:
        view.setInt16(at + index * 2, value, true);
        break;
      case 4:
      case 5:
      case 8:
      case 9:
      case 11:
        view.setInt32(at + index * 4, value, true);
        break;
      case 6:
        view.setFloat32(at + index * 4, value, true);
        break;
      default:
        view.setFloat64(at + index * 8, value, true);
    }
  }

  #of(heap: HeapMemory, end: number): DataView {
    if (this.#heap !== heap || this.#view.byteLength < end) {
      this.#heap = heap;
      this.#view = new DataView(heap.bytes(Math.min(end, heap.memory.buffer.byteLength)).buffer);
    }
    return this.#view;
  }
}

export const ELEMENTS = new Elements();
