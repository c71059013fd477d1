/** What the library's objects need from the realm that they are in. */
import type { Blueprint, Handle, ObjectCall, ObjectReply, Place } from '../common/handles';
import type { Marker } from '../common/packed';
import type { HeapAgent } from '../heap/agent';
import type { HeapMemory } from '../heap/heap-memory';

/** A realm's own object for a handle. */
export interface LocalObject {
  readonly handle: Handle;
}

/** A part, and what it is. */
export interface Operand extends Place {
  kind: string;
  /** The end of a pipe that operates on it: its calls end when the end is closed. */
  by?: number;
}

export interface Realm {
  /** Calls a part: in the heap where this realm has it, elsewhere by a message to the engine. */
  operate(
    operand: Operand,
    call: Omit<ObjectCall, 'object'>,
    signal?: AbortSignal,
  ): Promise<ObjectReply>;
  /** This realm's object for a handle that is part of another one's. */
  objectFor(handle: Handle): LocalObject;
  /** Runs the caller's own function; rejects with the reason when all calls of this realm end. */
  untilOver<T>(work: () => T | Promise<T>): Promise<T>;
  /** A value as bytes for a receiver. `E_CLONE`. */
  encode(value: unknown): Uint8Array;
  /** The encoded value; `isLast`: no other receiver gets these bytes. */
  decode(bytes: Uint8Array, isLast: boolean): unknown;
  /** What stands for the object in another realm. Throws where the object's engine is lost. */
  markerOf(handle: Handle): Marker;
  /** The object's blocking form. `E_NOT_ISOLATED`, `E_UNSUPPORTED` where the realm has none. */
  blockingForm(object: LocalObject): unknown;
  /** The heap's memory, for an object with views of it. `E_NOT_ISOLATED` where it is not shared. */
  viewHeap(): HeapMemory;
  /** The object is not used in this realm any more; resolves when the engine knows. */
  release(object: LocalObject): Promise<void>;
}

/** The window, which makes the objects. */
export interface Maker extends Realm {
  /** Names the heap in which the objects lie. */
  readonly owner: string;
  /** The id of an object that is not itself a part. */
  newId(): number;
  /** Makes a part. `E_MEMORY`. */
  makePart(blueprint: Blueprint): Place;
  /** Registers a new object. `bytes` is its share of the heap, for the garbage collector. */
  add<T extends LocalObject>(object: T, bytes?: number): T;
}

/** A process that has the heap, and may block. */
export interface BlockingRealm {
  readonly agent: HeapAgent;
  /** Asks the engine, and blocks until its answer is there. */
  call(call: ObjectCall): unknown;
  encode(value: unknown): Uint8Array;
  decode(bytes: Uint8Array, isLast: boolean): unknown;
  /** To be called before this process gets a view of the heap; throws if it was declared dead. */
  viewHeap(): void;
}
