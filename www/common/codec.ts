/**
 * Values as bytes, for rings: a browser cannot structured-clone into bytes. The first byte says what follows. What passes most —
 * numbers, short strings, buffers — has forms of its own here; everything else is CBOR (RFC 8949) through cbor-x, which brings the
 * tags for maps, sets, dates, big integers and typed arrays; what it does not tell apart is wrapped in `Wrapped`.
 * The same values pass on every tier; cycles, functions and everything else are `E_CLONE`.
 */
import { addExtension, Encoder } from 'cbor-x';

import { PlaygroundError } from '../lib/errors';
import { describe, revive as reviveError, type ThrownError } from './outcome';
import { isMarked, MARK, type Mark, type Marker } from './packed';

export type { Mark };

/** Makes the realm's own object of what a marker stands for. */
export type Revive = (marker: Marker) => unknown;

/** A staging area: short messages lie in it, long ones have their first bytes there and a body elsewhere. */
export interface Stage {
  bytes: Uint8Array;
  view: DataView;
  /** Of the value that was encoded last, if it is long: what follows the bytes in the staging area. */
  body?: Uint8Array | undefined;
  /** What lies behind the head, as arrays of each kind, made when first needed. */
  arrays?: Target[];
  /** What was last read of them: what comes next is often as long. */
  piece?: Target;
}

const CBOR = 0;
const UNDEFINED = 1;
const NULL = 2;
const FALSE = 3;
const TRUE = 4;
const INT32 = 5;
const FLOAT64 = 6;
const ASCII = 7;
const UTF16 = 8;
const BUFFER = 9;
const ARRAYS = 16;

/** Longer strings go through the platform's decoder, which is slow to call and fast on many bytes. */
const SHORT_STRING = 24;
const LONG_STRING = 4096;
/**
 * Where the bytes of an array, a buffer or of CBOR begin, behind the tag: aligned as whatever they are an array of. Copies between
 * shared memory and other memory go byte by byte where one side is aligned and the other is not.
 */
export const HEAD_BYTES = 8;
/** Up to this length such bytes are staged: all that fits in a ring with its length. Longer ones are copied from where they are. */
const STAGED_BYTES = 65_520;

/** Their places are their tags' numbers. */
const ARRAY_KINDS = [
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

/** An array of the caller's, which what is got may be written into. */
export type Target = InstanceType<(typeof ARRAY_KINDS)[number]>;

/** What CBOR has no form for: −0, an ArrayBuffer (not a view), an error with its name and stack, an object of the library's. */
type Wrapping =
  | { kind: '-0' }
  | { kind: 'buffer'; bytes: Uint8Array }
  | { kind: 'error'; error: ThrownError }
  | { kind: 'marker'; marker: Marker };

class Wrapped {
  readonly wrapping: Wrapping;
  constructor(wrapping: Wrapping) {
    this.wrapping = wrapping;
  }
}

/** The decoder's callbacks know no context: whose objects are made of markers while it runs. */
let reviving: Revive | undefined;
/** The same of the encoder's walk: by whom objects are marked. */
let marking: Mark | undefined;

// A tag of the range that is first come, first served; it never leaves the page.
addExtension({
  Class: Wrapped,
  tag: 0x7070,
  encode: ({ wrapping }: Wrapped, encode: (value: unknown) => Uint8Array) => encode(wrapping),
  decode: (wrapping: Wrapping): unknown => unwrapped(wrapping),
});

const encoder = new Encoder({ useRecords: false, mapsAsObjects: true, tagUint8Array: true });
const ascii = new TextDecoder('latin1');

/** The value as bytes of its own. */
export function encode(value: unknown, mark?: Mark): Uint8Array {
  const head = encodeStaged(value, scratch(), mark);
  const { bytes, body } = scratch();
  if (!body) return bytes.slice(0, head);
  scratch().body = undefined;
  const all = new Uint8Array(head + body.length);
  all.set(bytes.subarray(0, head));
  all.set(body, head);
  return all;
}

export function decode(bytes: Uint8Array, revive: Revive): unknown {
  return decodeStaged({ bytes, view: viewOf(bytes) }, bytes.length, revive);
}

/** Encodes into the staging area and returns how many bytes are there; `stage.body` follows them, if there is one. */
export function encodeStaged(value: unknown, stage: Stage, mark?: Mark): number {
  const { bytes } = stage;
  switch (typeof value) {
    case 'number':
      if ((value | 0) === value && !Object.is(value, -0)) {
        bytes[0] = INT32;
        stage.view.setInt32(1, value, true);
        return 5;
      }
      bytes[0] = FLOAT64;
      stage.view.setFloat64(1, value, true);
      return 9;
    case 'undefined':
      bytes[0] = UNDEFINED;
      return 1;
    case 'boolean':
      bytes[0] = value ? TRUE : FALSE;
      return 1;
    case 'string':
      return stageString(value, stage);
    case 'object':
      if (value === null) {
        bytes[0] = NULL;
        return 1;
      }
      if (value instanceof ArrayBuffer) return stageBytes(BUFFER, new Uint8Array(value), stage);
      if (ArrayBuffer.isView(value)) {
        const kind = ARRAY_KINDS.findIndex((Kind) => value.constructor === Kind);
        const { buffer, byteOffset, byteLength } = value;
        if (kind >= 0) {
          if (byteLength > STAGED_BYTES)
            return stageBytes(ARRAYS + kind, new Uint8Array(buffer, byteOffset, byteLength), stage);
          bytes[0] = ARRAYS + kind;
          copy(value as Target, arrayIn(stage, kind));
          return HEAD_BYTES + byteLength;
        }
      }
      break;
    case 'bigint':
    case 'function':
    case 'symbol':
      break;
  }
  // Its types speak of Node's Buffer; in a browser it is a Uint8Array.
  marking = mark;
  return stageBytes(CBOR, encoder.encode(wrapped(value, [])) as Uint8Array, stage);
}

/** The value whose `length` bytes lie in the staging area; in `into`, if it is one that goes there. */
export function decodeStaged(stage: Stage, length: number, revive: Revive, into?: Target): unknown {
  const { bytes, view } = stage;
  const tag = bytes[0] ?? CBOR;
  switch (tag) {
    case INT32:
      return view.getInt32(1, true);
    case FLOAT64:
      return view.getFloat64(1, true);
    case UNDEFINED:
      return undefined;
    case NULL:
      return null;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case ASCII:
      if (length <= SHORT_STRING) {
        let text = '';
        for (let i = 1; i < length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
        return text;
      }
      // The decoder refuses shared bytes: a copy.
      return ascii.decode(bytes.slice(1, length));
    default:
      if (into && goesInto(into, tag, length - HEAD_BYTES)) {
        const elements = (length - HEAD_BYTES) / into.BYTES_PER_ELEMENT;
        copy(pieceIn(stage, tag - ARRAYS, elements), into);
        return beginning(into, elements);
      }
      return fromBytes(tag, bytes.slice(HEAD_BYTES, length), revive);
  }
}

export function isTarget(value: unknown): value is Target {
  return ARRAY_KINDS.some((Kind) => value instanceof Kind);
}

/** Whether an array of that tag and of so many bytes is to go into the target. */
export function goesInto(into: Target, tag: number, lengthBytes: number): boolean {
  return into.constructor === ARRAY_KINDS[tag - ARRAYS] && lengthBytes <= into.byteLength;
}

/** The target, or as many of its elements as were written. */
export function beginning(into: Target, elements: number): Target {
  return elements === into.length ? into : into.subarray(0, elements);
}

/** What `decodeStaged` does with a target, for a value that has arrived already. */
export function moved(value: unknown, into: Target | undefined): unknown {
  if (!into || !isTarget(value) || value.constructor !== into.constructor) return value;
  if (value.length > into.length) return value;
  copy(value, into);
  return beginning(into, value.length);
}

/** Both are of the same kind. */
function copy(from: Target, to: Target): void {
  (to as Float64Array).set(from as Float64Array);
}

function arrayIn(stage: Stage, kind: number): Target {
  const arrays = (stage.arrays ??= ARRAY_KINDS.map((Kind) => {
    const { buffer, byteOffset, byteLength } = stage.bytes;
    const room = Math.floor((byteLength - HEAD_BYTES) / Kind.BYTES_PER_ELEMENT);
    // Shared or not, which the types of a common constructor do not say.
    return new Kind(buffer as ArrayBuffer, byteOffset + HEAD_BYTES, room);
  }));
  return arrays[kind] as Target;
}

function pieceIn(stage: Stage, kind: number, elements: number): Target {
  const { piece } = stage;
  if (piece?.length === elements && piece.constructor === ARRAY_KINDS[kind]) return piece;
  return (stage.piece = arrayIn(stage, kind).subarray(0, elements));
}

/** The value of what follows the head, in a buffer of its own. */
export function fromBytes(tag: number, bytes: Uint8Array, revive: Revive): unknown {
  // Its own: bytes of the heap have been copied out of it.
  const buffer = bytes.buffer as ArrayBuffer;
  if (tag === BUFFER) return buffer;
  if (tag === UTF16) return utf16(new Uint16Array(buffer));
  const Kind = ARRAY_KINDS[tag - ARRAYS];
  if (Kind) return new Kind(buffer);
  const outer = reviving;
  reviving = revive;
  try {
    return encoder.decode(bytes) as unknown;
  } finally {
    reviving = outer;
  }
}

let ownStage: Stage | undefined;

function scratch(): Stage {
  if (!ownStage) {
    const bytes = new Uint8Array(STAGED_BYTES + 64);
    ownStage = { bytes, view: viewOf(bytes) };
  }
  return ownStage;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function stageBytes(tag: number, raw: Uint8Array, stage: Stage): number {
  stage.bytes[0] = tag;
  if (raw.length <= STAGED_BYTES) {
    stage.bytes.set(raw, HEAD_BYTES);
    return HEAD_BYTES + raw.length;
  }
  stage.body = raw;
  return HEAD_BYTES;
}

function stageString(text: string, stage: Stage): number {
  const { bytes } = stage;
  const { length } = text;
  if (length <= LONG_STRING) {
    let i = 0;
    for (; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[1 + i] = code;
    }
    if (i === length) {
      bytes[0] = ASCII;
      return 1 + length;
    }
  }
  // Unit by unit: a string need not be well-formed.
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i += 1) units[i] = text.charCodeAt(i);
  return stageBytes(UTF16, new Uint8Array(units.buffer), stage);
}

function utf16(units: Uint16Array): string {
  const pieces: string[] = [];
  // So many arguments any engine takes.
  for (let i = 0; i < units.length; i += 8192) {
    pieces.push(String.fromCharCode(...units.subarray(i, i + 8192)));
  }
  return pieces.join('');
}

function unwrapped(wrapping: Wrapping): unknown {
  switch (wrapping.kind) {
    case '-0':
      return -0;
    case 'buffer':
      return wrapping.bytes.slice().buffer;
    case 'error':
      return reviveError(wrapping.error);
    case 'marker':
      return reviving?.(wrapping.marker);
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
  if (isMarked(value))
    return new Wrapped({ kind: 'marker', marker: marking ? marking(value) : value[MARK]() });
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
  return new PlaygroundError('E_CLONE', `${what} cannot be sent from process to process.`);
}
