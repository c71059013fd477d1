/** How the library's own objects (a queue) travel among values: as markers, of which the other realm makes objects of its own. */
import type { Handle } from './handles';

/** What an object of the library is known by in every realm. It is plain data. */
export interface Marker {
  readonly '@parallel-playground': Handle;
}

/** The method by which an object of the library gives its marker. */
export const MARK = Symbol('parallel-playground marker');

export interface Marked {
  [MARK](): Marker;
}

export function isMarked(object: object): object is Marked {
  return MARK in object;
}
