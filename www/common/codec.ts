/**
 * Values as bytes, for rings: a browser cannot structured-clone into bytes. CBOR (RFC 8949) through cbor-x, which brings
 * the tags for maps, sets, dates, big integers and typed arrays; what it does not tell apart is wrapped in `Wrapped`.
 * The same values pass on every tier; cycles, functions and everything else are `E_CLONE`.
 */
import { addExtension, Encoder } from 'cbor-x';

import { PlaygroundError } from '../lib/errors';
import { describe, revive, type ThrownError } from './outcome';

/** What CBOR has no form for: −0, an ArrayBuffer (not a view), an error with its name and stack. */
type Wrapping =
  { kind: '-0' } | { kind: 'buffer'; bytes: Uint8Array } | { kind: 'error'; error: ThrownError };

class Wrapped {
  readonly wrapping: Wrapping;
  constructor(wrapping: Wrapping) {
    this.wrapping = wrapping;
  }
}

// A tag of the range that is first come, first served; it never leaves the page.
addExtension({
  Class: Wrapped,
  tag: 0x7070,
  encode: ({ wrapping }: Wrapped, encode: (value: unknown) => Uint8Array) => encode(wrapping),
  decode: (wrapping: Wrapping): unknown => unwrapped(wrapping),
});

const encoder = new Encoder({ useRecords: false, mapsAsObjects: true, tagUint8Array: true });

export function encode(value: unknown): Uint8Array {
  // Its types speak of Node's Buffer; in a browser it is a Uint8Array.
  return encoder.encode(wrapped(value, [])) as Uint8Array;
}

export function decode(bytes: Uint8Array): unknown {
  return encoder.decode(bytes);
}

function unwrapped(wrapping: Wrapping): unknown {
  switch (wrapping.kind) {
    case '-0':
      return -0;
    case 'buffer':
      return wrapping.bytes.slice().buffer;
    case 'error':
      return revive(wrapping.error);
  }
}

function wrapped(value: unknown, ancestors: readonly object[]): unknown {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? new Wrapped({ kind: '-0' }) : value;
    case 'undefined':
    case 'boolean':
    case 'bigint':
    case 'string':
      return value;
    case 'function':
    case 'symbol':
      throw refusal(`a ${typeof value}`);
    case 'object':
      return value === null ? null : wrappedObject(value, ancestors);
  }
}

function wrappedObject(value: object, ancestors: readonly object[]): unknown {
  if (ancestors.includes(value)) throw refusal('a value that contains itself');
  const path = [...ancestors, value];
  if (Array.isArray(value)) return Array.from(value, (element) => wrapped(element, path));
  if (value instanceof Map) {
    return new Map(Array.from(value, ([key, item]) => [wrapped(key, path), wrapped(item, path)]));
  }
  if (value instanceof Set) return new Set(Array.from(value, (item) => wrapped(item, path)));
  if (value instanceof Date) return value;
  if (value instanceof Error) return new Wrapped({ kind: 'error', error: describe(value) });
  if (value instanceof ArrayBuffer) {
    return new Wrapped({ kind: 'buffer', bytes: new Uint8Array(value) });
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    const entries = Object.entries(value).map(([key, item]) => [key, wrapped(item, path)]);
    return Object.fromEntries(entries);
  }
  throw refusal(`an object of the class ${value.constructor.name}`);
}

function refusal(what: string): PlaygroundError {
  return new PlaygroundError('E_CLONE', `${what} cannot be sent through a queue.`);
}
