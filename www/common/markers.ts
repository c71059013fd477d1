/**
 * Markers represent the library's own objects (queues, locks …) in messages; the receiving realm
 * makes its own objects of them.
 */
import type { Handle } from './handles';

/** The marker of an object. It is plain data. */
export interface Marker {
  readonly '@parallel-playground': Handle;
}

/** The method that gives an object's marker. */
export const MARK = Symbol('parallel-playground marker');

export interface Marked {
  [MARK](): Marker;
}

export function isMarked(object: object): object is Marked {
  return MARK in object;
}
