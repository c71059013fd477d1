/** What the library's objects ask of the realm that they are in. */
import type { Handle, HeapKind, ObjectCall, ObjectReply, Place } from '../common/handles';
import type { Marker } from '../common/packed';

/** A thing in the heap or in the engine, and what it is. */
export interface Operand extends Place {
  kind: HeapKind | 'list';
  /** The end of a pipe that operates: its calls end with it. */
  by?: number;
}

export interface Home {
  /** Operates it: on the heap where this realm has it, elsewhere by a message to the engine. */
  operate(operand: Operand, call: Omit<ObjectCall, 'object'>): Promise<ObjectReply>;
  /** What a function of the caller's own gives; rejects with the reason when all calls of this realm end. */
  untilOver<T>(work: () => T | Promise<T>): Promise<T>;
  /** A value as bytes that somebody will get. `E_CLONE`. */
  encode(value: unknown): Uint8Array;
  /** The value that somebody has encoded; `isLast`: nobody gets these bytes again. */
  decode(bytes: Uint8Array, isLast: boolean): unknown;
  /** What stands for the object in another realm. Throws where the object's engine is lost. */
  markerOf(handle: Handle): Marker;
  /** The object's blocking form. `E_NOT_ISOLATED`, `E_UNSUPPORTED` where a realm has none. */
  blockingForm(handle: Handle): unknown;
  /** This realm uses the object no more; resolves when the engine knows. */
  release(object: object, handle: Handle): Promise<void>;
}
