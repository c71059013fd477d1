/**
 * Values as bytes, for queues in the heap: browsers cannot structured-clone into bytes. The first
 * byte is a tag. The most frequent values (numbers, short strings, buffers) have short forms here;
 * all others are written by `codec/graph.ts`. The same values are supported on every tier, and
 * arrive unchanged; all others are `E_CLONE`.
 */
import { Reader, textOf, Writer } from './codec/bytes';
import { GraphWriter, markerOf, markOf, type Mark } from './codec/graph';
import { GraphReader } from './codec/graph-reader';
import {
  ARRAY_KINDS,
  bytesRefused,
  isBuffer,
  notSendable,
  unreadable,
  viewName,
} from './codec/value-kinds';
import { readLeaves, writeLeaves } from './codec/leaves';
import type { Marker } from './markers';

/** Gives the realm's own object for a marker. */
export type Revive = (marker: Marker) => unknown;

/**
 * A staging area: it contains short messages, and the head of a long one, whose body is elsewhere.
 */
export interface Stage {
  bytes: Uint8Array;
  view: DataView;
  /** The body of the message that was encoded last, if it is a long one. */
  body?: Uint8Array | undefined;
  /** Views of the area behind the head, one for each array type, made on first use. */
  arrays?: Target[];
  /** The view that was read last: the next message is often as long. */
  piece?: Target;
}

const TAG_GRAPH = 0;
const TAG_UNDEFINED = 1;
const TAG_NULL = 2;
const TAG_FALSE = 3;
const TAG_TRUE = 4;
const TAG_INT32 = 5;
const TAG_FLOAT64 = 6;
const TAG_ASCII = 7;
const TAG_UTF16 = 8;
const TAG_BUFFER = 9;
const TAG_ARRAYS = 16;

/** Longer strings are decoded by the platform, which is slow to call and fast on many bytes. */
const SHORT_STRING = 24;
const MOST_UNITS = 4096;
/**
 * Where the bytes of an array, a buffer or a graph begin: aligned for every element type. Copies
 * between shared and other memory are slow where only one side is aligned.
 */
export const HEAD_BYTES = 8;
/**
 * Up to this length such bytes are staged: what fits into a ring, with its length. Longer ones are
 * copied directly.
 */
const STAGED_BYTES = 65_520;

/** An array of the caller's for a received value. */
export type Target = InstanceType<(typeof ARRAY_KINDS)[number]>;

/** By name, since a value may be of another realm or of a subclass. */
const KIND_NUMBERS = new Map<string, number>(ARRAY_KINDS.map((Kind, kind) => [Kind.name, kind]));

const ascii = new TextDecoder('latin1');

/** The value as a new array of bytes. */
export function encode(value: unknown, mark: Mark = markOf): Uint8Array {
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

/**
 * Encodes into the staging area and returns the number of bytes there; `stage.body` follows them,
 * if set.
 */
export function encodeStaged(value: unknown, stage: Stage, mark: Mark = markOf): number {
  const { bytes } = stage;
  switch (typeof value) {
    case 'number':
      if ((value | 0) === value && !Object.is(value, -0)) {
        bytes[0] = TAG_INT32;
        stage.view.setInt32(1, value, true);
        return 5;
      }
      bytes[0] = TAG_FLOAT64;
      stage.view.setFloat64(1, value, true);
      return 9;
    case 'undefined':
      bytes[0] = TAG_UNDEFINED;
      return 1;
    case 'boolean':
      bytes[0] = value ? TAG_TRUE : TAG_FALSE;
      return 1;
    case 'string':
      return stageString(value, stage);
    case 'object':
      if (value === null) {
        bytes[0] = TAG_NULL;
        return 1;
      }
      if (ArrayBuffer.isView(value)) {
        const kind = KIND_NUMBERS.get(viewName(value));
        const { buffer, byteOffset, byteLength } = value;
        if (kind !== undefined) {
          expectBytes(buffer);
          if (byteLength > STAGED_BYTES)
            return stageBytes(
              TAG_ARRAYS + kind,
              new Uint8Array(buffer, byteOffset, byteLength),
              stage,
            );
          bytes[0] = TAG_ARRAYS + kind;
          copy(value as Target, arrayIn(stage, kind));
          return HEAD_BYTES + byteLength;
        }
      } else if (isBuffer(value)) {
        expectBytes(value);
        return stageBytes(TAG_BUFFER, new Uint8Array(value), stage);
      }
      break;
    case 'bigint':
    case 'function':
    case 'symbol':
      break;
  }
  return stageGraph(value, stage, mark);
}

/** The value of `length` bytes in the staging area; in `into`, if it fits there. */
export function decodeStaged(stage: Stage, length: number, revive: Revive, into?: Target): unknown {
  const { bytes, view } = stage;
  const tag = bytes[0] ?? TAG_GRAPH;
  switch (tag) {
    case TAG_INT32:
      return view.getInt32(1, true);
    case TAG_FLOAT64:
      return view.getFloat64(1, true);
    case TAG_UNDEFINED:
      return undefined;
    case TAG_NULL:
      return null;
    case TAG_FALSE:
      return false;
    case TAG_TRUE:
      return true;
    case TAG_ASCII:
      if (length <= SHORT_STRING) {
        let text = '';
        for (let i = 1; i < length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
        return text;
      }
      // A copy, since the decoder refuses shared memory.
      return ascii.decode(bytes.slice(1, length));
    default:
      if (into && goesInto(into, tag, length - HEAD_BYTES)) {
        const elements = (length - HEAD_BYTES) / into.BYTES_PER_ELEMENT;
        copy(pieceIn(stage, tag - TAG_ARRAYS, elements), into);
        return beginning(into, elements);
      }
      return fromBytes(tag, bytes.slice(HEAD_BYTES, length), revive);
  }
}

export function isTarget(value: unknown): value is Target {
  return ArrayBuffer.isView(value) && KIND_NUMBERS.has(viewName(value));
}

/** Whether an array of that tag and length in bytes fits into the target. */
export function goesInto(into: Target, tag: number, lengthBytes: number): boolean {
  return KIND_NUMBERS.get(viewName(into)) === tag - TAG_ARRAYS && lengthBytes <= into.byteLength;
}

/** The target, or a view of the elements that were written. */
export function beginning(into: Target, elements: number): Target {
  return elements === into.length ? into : into.subarray(0, elements);
}

/** Copies a decoded value into the target, if it fits there. */
export function moved(value: unknown, into: Target | undefined): unknown {
  if (!into || !isTarget(value) || viewName(value) !== viewName(into)) return value;
  if (value.length > into.length) return value;
  copy(value, into);
  return beginning(into, value.length);
}

/** Both are of the same type. */
function copy(from: Target, to: Target): void {
  (to as Float64Array).set(from as Float64Array);
}

function arrayIn(stage: Stage, kind: number): Target {
  const arrays = (stage.arrays ??= ARRAY_KINDS.map((Kind) => {
    const { buffer, byteOffset, byteLength } = stage.bytes;
    const room = Math.floor((byteLength - HEAD_BYTES) / Kind.BYTES_PER_ELEMENT);
    // The buffer may be shared, which the constructor's type does not allow.
    return new Kind(buffer as ArrayBuffer, byteOffset + HEAD_BYTES, room);
  }));
  return arrays[kind] as Target;
}

function pieceIn(stage: Stage, kind: number, elements: number): Target {
  const { piece } = stage;
  if (piece?.length === elements && piece.constructor === ARRAY_KINDS[kind]) return piece;
  return (stage.piece = arrayIn(stage, kind).subarray(0, elements));
}

/** The value of a body, which is in a buffer of its own. */
export function fromBytes(tag: number, bytes: Uint8Array, revive: Revive): unknown {
  // The buffer is not the heap's: its bytes were copied.
  const buffer = bytes.buffer as ArrayBuffer;
  if (tag === TAG_BUFFER) return buffer;
  if (tag === TAG_UTF16) return textOf(new Uint16Array(buffer));
  const Kind = ARRAY_KINDS[tag - TAG_ARRAYS];
  if (Kind) return new Kind(buffer);
  const input = new Reader(bytes);
  const graphEnd = input.word();
  const graph = new Reader(bytes.subarray(4));
  input.at = graphEnd;
  return new GraphReader(graph, readLeaves(input), revive).read();
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
  if (length <= MOST_UNITS) {
    let i = 0;
    for (; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[1 + i] = code;
    }
    if (i === length) {
      bytes[0] = TAG_ASCII;
      return 1 + length;
    }
  }
  // As UTF-16 units, since a string need not be well-formed.
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i += 1) units[i] = text.charCodeAt(i);
  return stageBytes(TAG_UTF16, new Uint8Array(units.buffer), stage);
}

/** One for all messages, unless a getter encodes a value while another is being encoded. */
let spare: Writer | undefined = new Writer();

/** The position of the leaves, the graph, the leaves. */
function stageGraph(value: unknown, stage: Stage, mark: Mark): number {
  const out = spare ?? new Writer();
  spare = undefined;
  try {
    out.restart();
    out.skip(4);
    const graph = new GraphWriter(out, {
      mark: (object) => markerOf(object, mark),
      lenient: false,
    });
    graph.write(value);
    out.patch(0, out.at);
    writeLeaves(graph.leaves, out);
    const head = stageBytes(TAG_GRAPH, out.bytes.subarray(0, out.at), stage);
    // Only if the bytes are not in the stage already.
    if (!stage.body) spare = out;
    return head;
  } catch (error) {
    throw unreadable(error);
  } finally {
    spare ??= new Writer();
  }
}

function expectBytes(buffer: ArrayBufferLike): void {
  const why = bytesRefused(buffer);
  if (why) throw notSendable(why);
}
