/** Finds in a value what structured clone would change, copy needlessly, or refuse. */
import { isBuffer, valueKind, notSendable } from './codec/value-kinds';
import { isMarked } from './markers';
import { transferredWith } from './transfer';

/** Structured clone is recursive, with a few hundred bytes of stack for each level. */
const MOST_LEVELS = 800;

export interface Survey {
  /** Structured clone keeps all of the value. */
  plain: boolean;
  /** The objects that move with it, as marked by `transfer`. */
  transfer: Set<Transferable>;
  /** Its buffers and views. */
  memory: object[];
  /**
   * It contains shared memory or a port, by which its receiver can affect others without an
   * operation on the heap.
   */
  shares: boolean;
}

/** Objects that connect realms beyond a message. */
const SHARING =
  /^\[object (SharedArrayBuffer|WebAssembly\.Memory|MessagePort|OffscreenCanvas|\w+Stream)\]$/;

/**
 * Traverses a value as structured clone does, depth first and in order, so that the depth is the
 * same.
 */
export function survey(root: unknown): Survey {
  const found: Survey = { plain: true, transfer: new Set(), memory: [], shares: false };
  const seen = new Set<object>();
  const open: object[] = [];
  const levels: number[] = [];
  let level = 0;
  const meet = (value: unknown): void => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw notSendable(`a ${typeof value}`);
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    open.push(value);
    levels.push(level);
  };
  meet(root);
  for (let object = open.pop(); object; object = open.pop()) {
    level = (levels.pop() ?? 0) + 1;
    if (seen.has(object)) continue;
    seen.add(object);
    if (level > MOST_LEVELS) found.plain = false;
    for (const moved of transferredWith(object) ?? []) found.transfer.add(moved);
    if (isMarked(object) || looksMarked(object)) {
      found.plain = false;
      continue;
    }
    const kind = valueKind(object);
    switch (kind) {
      case 'map':
        for (const entry of [...(object as Map<unknown, unknown>)].reverse()) {
          meet(entry[1]);
          meet(entry[0]);
        }
        break;
      case 'set':
        for (const value of [...(object as Set<unknown>)].reverse()) meet(value);
        break;
      case 'error':
        // Structured clone would lose its class and its properties.
        found.plain = false;
        for (const key of Object.getOwnPropertyNames(object)) {
          meet((object as Record<string, unknown>)[key]);
        }
        break;
      case 'array':
      case 'bare':
      case 'object':
      case 'instance': {
        if (kind === 'bare') found.plain = false;
        const values: unknown[] = Object.values(object);
        for (let i = values.length - 1; i >= 0; i -= 1) meet(values[i]);
        break;
      }
      case 'exception':
        found.plain = false;
        break;
      case 'buffer':
      case 'view':
        found.memory.push(object);
        if (ArrayBuffer.isView(object) && !isBuffer(object.buffer)) found.shares = true;
        break;
      case 'other':
        if (SHARING.test(Object.prototype.toString.call(object))) found.shares = true;
        break;
      case 'date':
    }
  }
  return found;
}

/** Whether another realm would take the plain object for a marker. */
export function looksMarked(object: object): boolean {
  return '@parallel-playground' in object;
}
