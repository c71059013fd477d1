/**
 * The kind of a value from any realm: values of a same-origin frame have other constructors and
 * prototypes, but the same internal slots and tags.
 */
import { describe } from '../thrown';
import { PlaygroundError } from '../errors';

export type ValueKind =
  | 'object'
  /** An object without a prototype. */
  | 'bare'
  /** An instance of a class. */
  | 'instance'
  | 'array'
  | 'map'
  | 'set'
  | 'date'
  | 'error'
  | 'exception'
  | 'buffer'
  | 'view'
  /** All others: structured clone decides which objects of the platform it can copy. */
  | 'other';

const TAGS: Readonly<Record<string, ValueKind>> = {
  '[object Map]': 'map',
  '[object Set]': 'set',
  '[object Date]': 'date',
  '[object Error]': 'error',
  '[object DOMException]': 'exception',
  '[object ArrayBuffer]': 'buffer',
};

export function valueKind(value: object): ValueKind {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return 'object';
  if (Array.isArray(value)) return 'array';
  if (prototype === null) return 'bare';
  if (ArrayBuffer.isView(value)) return 'view';
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object Object]') return isRoot(prototype as object) ? 'object' : 'instance';
  return TAGS[tag] ?? 'other';
}

/** Whether it is the `Object.prototype` of some realm. */
function isRoot(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

export function isBuffer(value: object): value is ArrayBuffer {
  try {
    return (
      value instanceof ArrayBuffer ||
      Object.prototype.toString.call(value) === '[object ArrayBuffer]'
    );
  } catch {
    // For instance a revoked proxy.
    return false;
  }
}

type ViewConstructor = new (
  buffer: ArrayBuffer,
  byteOffset?: number,
  length?: number,
) => ArrayBufferView;

/** Missing in some browsers, and in the types. */
const { Float16Array } = globalThis as {
  Float16Array?: ViewConstructor & { BYTES_PER_ELEMENT: number };
};

/** The arrays that every browser has. Messages number them in this order. */
export const ARRAY_KINDS = [
  Uint8Array,
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8ClampedArray,
  BigInt64Array,
  BigUint64Array,
] as const;

/** By name. In messages they are numbered in this order. */
export const VIEWS: Readonly<Record<string, ViewConstructor & { BYTES_PER_ELEMENT?: number }>> = {
  DataView,
  ...Object.fromEntries(ARRAY_KINDS.map((Kind) => [Kind.name, Kind])),
  ...(Float16Array ? { Float16Array } : {}),
};

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with a view as `this`
const tagOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: ArrayBufferView) => string | undefined;

/**
 * The name of a view's class: `Float64Array`. It is read from an internal slot, so that other
 * realms and subclasses do not matter.
 */
export function viewName(view: ArrayBufferView): string {
  return tagOf.call(view) ?? 'DataView';
}

/** The number of its elements; for a DataView, of its bytes. */
export function lengthOf(view: ArrayBufferView): number {
  return view.byteLength / (VIEWS[viewName(view)]?.BYTES_PER_ELEMENT ?? 1);
}

/** Why the bytes of a buffer cannot be copied faithfully; null if they can. */
export function bytesRefused(buffer: ArrayBufferLike): string | null {
  if (!isBuffer(buffer)) return 'shared memory';
  // These are undefined in older browsers.
  const { resizable, detached } = buffer as { resizable?: boolean; detached?: boolean };
  if (detached ?? (buffer.byteLength === 0 && isDetached(buffer))) {
    return 'a buffer that has moved elsewhere (it is detached)';
  }
  return resizable ? 'a resizable buffer' : null;
}

function isDetached(buffer: ArrayBuffer): boolean {
  try {
    return new Uint8Array(buffer).length !== 0;
  } catch {
    return true;
  }
}

/** The error for an object that cannot leave its realm. */
export function notSendable(what: string): PlaygroundError {
  return new PlaygroundError('E_CLONE', `${what} cannot be sent from process to process.`);
}

/** The error for a value that cannot be read: a getter that threw, a revoked proxy. */
export function unreadable(error: unknown): PlaygroundError {
  if (error instanceof PlaygroundError) return error;
  const { message } = describe(error);
  return new PlaygroundError('E_CLONE', `The value cannot be read: ${message}.`, { cause: error });
}
