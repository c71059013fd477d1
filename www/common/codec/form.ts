/** The format of values as bytes: their tags. `graph.ts` writes it, `graph-reader.ts` reads it. */

export const UNDEFINED = 0;
export const NULL = 1;
export const FALSE = 2;
export const TRUE = 3;
/** There is no −0 among these: it is a double. */
export const NATURAL = 4;
export const NEGATIVE = 5;
export const DOUBLE = 6;
export const BIGINT = 7;
export const TEXT = 8;
export const KNOWN = 9;
export const LEAF = 10;
export const MARKER = 11;
export const OBJECT = 12;
export const BARE = 13;
export const ARRAY = 14;
export const MAP = 15;
export const SET = 16;
export const DATE = 17;
export const ERROR = 18;
export const EXCEPTION = 19;

/** How the elements of an array are stored. */
export const BY_KEYS = 0;
export const IN_ORDER = 1;
export const AS_DOUBLES = 2;
