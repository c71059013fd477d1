/**
 * Values as bytes, for queues in the heap: browsers cannot structured-clone into bytes. A tag goes
 * with them: in a queue in the head of the message, elsewhere in a head of their own. The most
 * frequent values (numbers, short strings, buffers) have short forms here; all others are written
 * by `codec/graph.ts`. The same values are supported on every tier, and arrive unchanged; all
 * others are `E_CLONE`.
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

/** A staging area for messages, aligned to 8. The bytes of long ones are elsewhere. */
export interface Stage {
  bytes: Uint8Array;
  view: DataView;
  /** The tag of the message that was encoded last. */
  tag: number;
  /** The bytes of that message, if they are not in the area. */
  body?: Uint8Array | undefined;
  /** Views of the area, one for each array type, made on first use. */
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
 * Where the bytes begin in a message with a head of its own: aligned for every element type. Copies
 * between shared and other memory are slow where only one side is aligned.
 */
export const HEAD_BYTES = 8;
/** Up to this length bytes are staged: what fits into a ring. Longer ones are copied directly. */
const STAGED_BYTES = 65_520;

/** An array of the caller's for a received value. */
export type Target = InstanceType<(typeof ARRAY_KINDS)[number]>;

/** By name, since a value may be of another realm or of a subclass. */
const KIND_NUMBERS = new Map<string, number>(ARRAY_KINDS.map((Kind, kind) => [Kind.name, kind]));

const ascii = new TextDecoder('latin1');

/** The value as a new array of bytes. */
export function encode(value: unknown, mark: Mark = markOf): Uint8Array {
  const stage = scratch();
  const length = encodeStaged(value, stage, mark);
  const body = stage.body ?? stage.bytes.subarray(0, length);
  stage.body = undefined;
  const all = new Uint8Array(HEAD_BYTES + body.length);
  all[0] = stage.tag;
  all.set(body, HEAD_BYTES);
  return all;
}

export function decode(bytes: Uint8Array, revive: Revive): unknown {
  const body = bytes.subarray(HEAD_BYTES);
  const [tag = TAG_GRAPH] = bytes;
  return decodeStaged({ bytes: body, view: viewOf(body), tag }, body.length, tag, revive);
}

/**
 * Encodes a value and sets `stage.tag`. Its bytes are in the staging area, and their number is
 * returned; or they are `stage.body`, and 0 is returned.
 */
export function encodeStaged(value: unknown, stage: Stage, mark: Mark = markOf): number {
  switch (typeof value) {
    case 'number':
      if ((value | 0) === value && !Object.is(value, -0)) {
        stage.tag = TAG_INT32;
        stage.view.setInt32(0, value, true);
        return 4;
      }
      stage.tag = TAG_FLOAT64;
      stage.view.setFloat64(0, value, true);
      return 8;
    case 'undefined':
      stage.tag = TAG_UNDEFINED;
      return 0;
    case 'boolean':
      stage.tag = value ? TAG_TRUE : TAG_FALSE;
      return 0;
    case 'string':
      return stageString(value, stage);
    case 'object':
      if (value === null) {
        stage.tag = TAG_NULL;
        return 0;
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
          stage.tag = TAG_ARRAYS + kind;
          copy(value as Target, arrayIn(stage, kind));
          return byteLength;
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
export function decodeStaged(
  stage: Stage,
  length: number,
  tag: number,
  revive: Revive,
  into?: Target,
): unknown {
  const { bytes, view } = stage;
  switch (tag) {
    case TAG_INT32:
      return view.getInt32(0, true);
    case TAG_FLOAT64:
      return view.getFloat64(0, true);
    case TAG_UNDEFINED:
      return undefined;
    case TAG_NULL:
      return null;
    case TAG_FALSE:
      return false;
    case TAG_TRUE:
      return true;
    case TAG_ASCII:
      if (length < SHORT_STRING) {
        let text = '';
        for (let i = 0; i < length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
        return text;
      }
      // A copy, since the decoder refuses shared memory.
      return ascii.decode(bytes.slice(0, length));
    default:
      if (into && goesInto(into, tag, length)) {
        const elements = length / into.BYTES_PER_ELEMENT;
        copy(pieceIn(stage, tag - TAG_ARRAYS, elements), into);
        return beginning(into, elements);
      }
      return fromBytes(tag, bytes.slice(0, length), revive);
  }
}

/** The number of the array's type, below 0 for another value. */
export function kindOf(value: unknown): number {
  return ArrayBuffer.isView(value) ? (KIND_NUMBERS.get(viewName(value)) ?? -1) : -1;
}

/** The tag of arrays of that type. */
export function tagOfKind(kind: number): number {
  return TAG_ARRAYS + kind;
}

/** The number of the array's type, below 0 if the tag is another value's. */
export function kindOfTag(tag: number): number {
  return tag < TAG_ARRAYS + ARRAY_KINDS.length ? tag - TAG_ARRAYS : -1;
}

/** Whether the value is a buffer. */
export function isBufferTag(tag: number): boolean {
  return tag === TAG_BUFFER;
}

/** An array of that type for so many bytes. */
export function newArray(kind: number, lengthBytes: number): Target {
  const Kind = ARRAY_KINDS[kind] ?? Uint8Array;
  return new Kind(lengthBytes / Kind.BYTES_PER_ELEMENT);
}

/** Throws `E_CLONE` where the array's memory cannot be sent. */
export function expectBytes(buffer: ArrayBufferLike): void {
  const why = bytesRefused(buffer);
  if (why) throw notSendable(why);
}

export function isTarget(value: unknown): value is Target {
  return kindOf(value) >= 0;
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
    const room = Math.floor(byteLength / Kind.BYTES_PER_ELEMENT);
    // The buffer may be shared, which the constructor's type does not allow.
    return new Kind(buffer as ArrayBuffer, byteOffset, room);
  }));
  return arrays[kind] as Target;
}

function pieceIn(stage: Stage, kind: number, elements: number): Target {
  const { piece } = stage;
  if (piece?.length === elements && piece.constructor === ARRAY_KINDS[kind]) return piece;
  return (stage.piece = arrayIn(stage, kind).subarray(0, elements));
}

/** The value of bytes that are all of their buffer. */
export function fromBytes(tag: number, bytes: Uint8Array, revive: Revive): unknown {
  // The buffer is not the heap's: its bytes were copied.
  const buffer = bytes.buffer as ArrayBuffer;
  if (tag === TAG_ASCII) return ascii.decode(bytes);
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
    const bytes = new Uint8Array(STAGED_BYTES);
    ownStage = { bytes, view: viewOf(bytes), tag: TAG_GRAPH };
  }
  return ownStage;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function stageBytes(tag: number, raw: Uint8Array, stage: Stage): number {
  stage.tag = tag;
  if (raw.length <= STAGED_BYTES) {
    stage.bytes.set(raw);
    return raw.length;
  }
  stage.body = raw;
  return 0;
}

function stageString(text: string, stage: Stage): number {
  const { bytes } = stage;
  const { length } = text;
  if (length <= MOST_UNITS) {
    let i = 0;
    for (; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[i] = code;
    }
    if (i === length) {
      stage.tag = TAG_ASCII;
      return length;
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
    const length = stageBytes(TAG_GRAPH, out.bytes.subarray(0, out.at), stage);
    // Only if the bytes are not in the stage already.
    if (!stage.body) spare = out;
    return length;
  } catch (error) {
    throw unreadable(error);
  } finally {
    spare ??= new Writer();
  }
}
