/**
 * How the library's objects are known in all realms: as plain data. `at` is the object's address in the heap, where that is shared;
 * elsewhere objects live in the engine, and `id` is what they are asked for by.
 */
import type { Typecode } from '../lib/types';

/** A place in the heap, by address and by name. */
export interface Place {
  id: number;
  at: number;
}

export interface QueueHandle extends Place {
  kind: 'queue';
  maxsize: number;
}

/** One end of a pipe: the queues that it may use. */
export interface ConnectionHandle {
  kind: 'connection';
  /** The end's own name. */
  id: number;
  sends: Place | null;
  receives: Place | null;
}

export interface CellHandle extends Place {
  kind: 'lock' | 'semaphore' | 'event' | 'barrier';
}

export interface ListHandle {
  kind: 'list';
  id: number;
}

export interface ArrayHandle extends Place {
  kind: 'array';
  typecode: Typecode;
  length: number;
  /** Its lock, unless it has none. */
  lock: Place | null;
}

export type Handle = QueueHandle | ConnectionHandle | CellHandle | ListHandle | ArrayHandle;

/** What the engine needs to make an object; the heap's room, where it is shared, is the window's choice. */
export type Blueprint =
  | (Place & { kind: 'queue'; maxsize: number })
  | (Place & { kind: 'lock' | 'event' })
  | (Place & { kind: 'semaphore'; units: number })
  | (Place & { kind: 'barrier'; parties: number })
  | { kind: 'list'; id: number };

/** What may be asked of an object. */
export type ObjectOperation =
  | 'put'
  | 'get'
  | 'receive'
  | 'poll'
  | 'size'
  | 'close'
  | 'finish'
  | 'taskDone'
  | 'join'
  | 'acquire'
  | 'release'
  | 'set'
  | 'clear'
  | 'isSet'
  | 'wait'
  | 'abort'
  | 'reset'
  | 'broken'
  | 'append'
  | 'item'
  | 'length'
  | 'items';

export interface ObjectCall {
  object: number;
  operation: ObjectOperation;
  /** Milliseconds; 0 does not wait, `null` waits for as long as it takes. */
  timeoutMs?: number | null;
  /** An encoded value. */
  message?: Uint8Array;
  index?: number;
}

/** Encoded values, a count, an index, an answer. */
export type ObjectReply = Uint8Array | Uint8Array[] | number | boolean | undefined;
