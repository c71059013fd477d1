/**
 * How the library's objects are known in all realms: as plain data. What each kind of object adds
 * to it is in `www/objects/kinds`.
 *
 * An object consists of parts: most of one, the end of a pipe of the queues that it uses. Parts lie
 * in the heap or live in the engine; they are what realms hold, and what is freed.
 */

/** A part by its name, and by its address in the heap: 0 where only the engine has the heap. */
export interface Place {
  id: number;
  at: number;
}

export interface Handle {
  readonly kind: string;
  readonly id: number;
  /** Names the heap that the object lies in: one engine's, of one playground. */
  readonly owner: string;
  readonly [property: string]: unknown;
}

/** The handle of an object that is one part, of the same id. */
export interface PartHandle extends Handle {
  readonly at: number;
}

/** What has to be known to make a part. */
export interface Blueprint {
  readonly kind: string;
  readonly [property: string]: unknown;
}

/** A part that was made, or is to be made by the engine where `at` is 0. */
export interface Opening extends Place {
  blueprint: Blueprint;
}

/** What a realm reports to the engine about the parts that it holds, by their ids. */
export interface Holding {
  /** It has them now. */
  holds?: number[];
  /** It no longer has them. */
  drops?: number[];
  /** They are in a message that will be received. */
  sends?: number[];
  /** They were in a message that it has received. */
  receives?: number[];
  /**
   * Objects, by their own ids, that it has closed: its calls on them end, and a lock it holds is
   * released.
   */
  closes?: number[];
}

/** The key of a dictionary's entry: a value without parts. */
export type Key = string | number | bigint | boolean | null | undefined;

/** A call on a part. */
export interface ObjectCall {
  object: number;
  /** The end of a pipe that makes the call. */
  by?: number | undefined;
  /** One of the operations of the part's kind. */
  operation: string;
  /** Milliseconds; 0 does not wait, `null` waits without a limit. */
  timeoutMs?: number | null;
  /** An encoded value. */
  message?: Uint8Array;
  index?: number;
  /** Several encoded values. */
  messages?: Uint8Array[];
  /** Keys of a dictionary. */
  keys?: Key[];
  /** The call's id in its realm, where that may give it up. */
  id?: number;
}

/** Encoded values, keys and entries of a dictionary, a number, an answer. */
export type ObjectReply =
  Uint8Array | Uint8Array[] | Key[] | [Key, Uint8Array][] | number | bigint | boolean | undefined;
