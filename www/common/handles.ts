/**
 * How the library's objects are known in all realms: as plain data. `at` is the object's address in the heap, where that is shared;
 * elsewhere objects live in the engine, and `id` is what they are asked for by.
 */
import type { Typecode } from './types';

/** Something in the heap, or in the engine, by name and by address. */
export interface Place {
  id: number;
  at: number;
}

interface Owned {
  /** Names the heap that the object lies in: one engine's, of one playground. */
  owner: string;
}

export interface QueueHandle extends Place, Owned {
  kind: 'queue';
  maxsize: number;
}

/** One end of a pipe: the queues that it may use. */
export interface ConnectionHandle extends Owned {
  kind: 'connection';
  /** The end's own name. */
  id: number;
  sends: Place | null;
  receives: Place | null;
}

export interface CellHandle extends Place, Owned {
  kind: 'lock' | 'semaphore' | 'event' | 'barrier';
}

export interface ListHandle extends Owned {
  kind: 'list';
  id: number;
}

/** Its lock is the cell at `at`, its elements follow. */
export interface ArrayHandle extends Place, Owned {
  kind: 'array';
  typecode: Typecode;
  length: number;
  hasLock: boolean;
}

export type Handle = QueueHandle | ConnectionHandle | CellHandle | ListHandle | ArrayHandle;

/** What has to be known to make something of the heap's; a connection consists of two queues. */
export type Blueprint =
  /** `overflows`: a put never waits for bytes. */
  | { kind: 'queue'; maxsize: number; overflows: boolean }
  | { kind: 'lock' | 'event' }
  | { kind: 'semaphore'; units: number }
  | { kind: 'barrier'; parties: number }
  /** Bytes of its elements. */
  | { kind: 'array'; bytes: number }
  | { kind: 'list' };

/** Kinds of what has an address. */
export type HeapKind = Exclude<Blueprint['kind'], 'list'>;

/** What was made, or is to be made where `at` is 0. */
export interface Opening extends Place {
  blueprint: Blueprint;
}

/** Names what the handle's object consists of: that is held by realms, and freed when none holds it. */
export function placesOf(handle: Handle): number[] {
  if (handle.kind !== 'connection') return [handle.id];
  return [handle.sends, handle.receives].flatMap((place) => (place ? [place.id] : []));
}

/** What a realm tells the engine of the things that it holds, by their ids. */
export interface Holding {
  /** It has them now. */
  holds?: number[];
  /** It has them no more. */
  drops?: number[];
  /** They are in a message that somebody will get. */
  sends?: number[];
  /** They were in a message that it has got. */
  receives?: number[];
  /** Objects, by their own ids, that it has closed: its calls on them end, and a lock that it has is free. */
  closes?: number[];
}

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
  /** The end of a pipe whose call it is. */
  by?: number | undefined;
  operation: ObjectOperation;
  /** Milliseconds; 0 does not wait, `null` waits for as long as it takes. */
  timeoutMs?: number | null;
  /** An encoded value. */
  message?: Uint8Array;
  index?: number;
}

/** Encoded values, a count, an index, an answer. */
export type ObjectReply = Uint8Array | Uint8Array[] | number | boolean | undefined;
