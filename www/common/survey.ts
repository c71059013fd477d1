/** What is in a value that structured clone would change, copy for nothing, or refuse. */
import { isBuffer, valueKind, notSendable } from './codec/kinds';
import { isMarked } from './markers';
import { transferredWith } from './transfer';

/** Structured clone recurses, by a few hundred bytes of the stack for each level. */
const MOST_LEVELS = 800;

export interface Survey {
  /** Structured clone keeps all of it. */
  plain: boolean;
  /** What moves with it, as `transfer` has marked it. */
  transfer: Set<Transferable>;
  /** Its buffers and views. */
  memory: object[];
  /** Whoever gets it may act on others without asking: by shared memory, or through a port. */
  shares: boolean;
}

/** What connects realms for longer than a message. */
const SHARING =
  /^\[object (SharedArrayBuffer|WebAssembly\.Memory|MessagePort|OffscreenCanvas|\w+Stream)\]$/;

/** Goes the way that structured clone goes, depth first and in order: the deepest level is the same. */
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
        // It would lose what its class and its author have given it.
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

/** A plain object that another realm would take for a marker. */
export function looksMarked(object: object): boolean {
  return '@parallel-playground' in object;
}
