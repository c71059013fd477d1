/**
 * Any value as bytes, and back, in time linear in its size and without recursion. Objects are numbered in the order in which they are
 * first met; there a message has what an object is (an array of so many elements), further on its number. What an object holds
 * follows later, object after object: so shared parts stay shared, cycles need no care, and a list may be as long as memory is.
 *
 * Buffers, views and whatever else cannot be taken apart are leaves: kept beside the bytes, and named in them by their places.
 */
import { isMarked, MARK, type Marked, type Marker } from '../marks';
import type { Reader, Writer } from './bytes';
import { errorClass, errorProperties, newError } from './errors';
import { kindOf, notSendable, type Kind } from './kinds';

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
/** Two's complement has no −0, which is a double. */
const NATURAL = 4;
const NEGATIVE = 5;
const DOUBLE = 6;
const BIGINT = 7;
const TEXT = 8;
const KNOWN = 9;
const LEAF = 10;
const MARKER = 11;
const OBJECT = 12;
const BARE = 13;
const ARRAY = 14;
const MAP = 15;
const SET = 16;
const DATE = 17;
const ERROR = 18;
const EXCEPTION = 19;

/** How the elements of an array lie in a message. */
const BY_KEYS = 0;
const IN_ORDER = 1;
const AS_DOUBLES = 2;
/** From so many numbers on they lie side by side. */
const MANY_NUMBERS = 8;

export type Mark = (object: Marked) => Marker;

export const markOf: Mark = (object) => object[MARK]();

export interface GraphRules {
  /** The marker of an object of the library's, or undefined for any other object. */
  mark(object: object): Marker | undefined;
  /**
   * Whether what is neither data nor memory is a leaf, and an object of a class like a plain one, as for structured clone. Otherwise
   * it is `E_CLONE`.
   */
  lenient: boolean;
}

export class GraphWriter {
  readonly leaves: object[] = [];
  readonly markers: Marker[] = [];
  readonly #out: Writer;
  readonly #rules: GraphRules;
  readonly #numbers = new Map<object, number>();
  readonly #keys = new Map<string, number>();
  /** What has been met and not been taken apart, in order: an object, and what it is. */
  readonly #met: object[] = [];
  readonly #kinds: Kind[] = [];

  constructor(out: Writer, rules: GraphRules) {
    this.#out = out;
    this.#rules = rules;
  }

  write(root: unknown): void {
    this.#value(root);
    for (let i = 0; i < this.#met.length; i += 1) {
      this.#contents(this.#met[i] as object, this.#kinds[i] as Kind);
    }
  }

  #value(value: unknown): void {
    const out = this.#out;
    switch (typeof value) {
      case 'number':
        if (value >= 0 && value <= 0xffff_ffff && value >>> 0 === value && !Object.is(value, -0)) {
          out.byte(NATURAL);
          out.count(value);
        } else if (value < 0 && (value | 0) === value) {
          out.byte(NEGATIVE);
          out.count(-1 - value);
        } else {
          out.byte(DOUBLE);
          out.double(value);
        }
        return;
      case 'string':
        out.byte(TEXT);
        out.text(value);
        return;
      case 'undefined':
        out.byte(UNDEFINED);
        return;
      case 'boolean':
        out.byte(value ? TRUE : FALSE);
        return;
      case 'bigint':
        out.byte(BIGINT);
        out.byte(value < 0n ? 1 : 0);
        out.text((value < 0n ? -value : value).toString(16));
        return;
      case 'object':
        if (value === null) out.byte(NULL);
        else this.#object(value);
        return;
      case 'function':
      case 'symbol':
        throw notSendable(`a ${typeof value}`);
    }
  }

  #object(object: object): void {
    const out = this.#out;
    const number = this.#numbers.get(object);
    if (number !== undefined) {
      out.byte(KNOWN);
      out.count(number);
      return;
    }
    this.#numbers.set(object, this.#numbers.size);
    const marker = this.#rules.mark(object);
    if (marker) {
      this.markers.push(marker);
      out.byte(MARKER);
      out.text(JSON.stringify(marker));
      return;
    }
    const kind = kindOf(object);
    switch (kind) {
      case 'instance':
        if (!this.#rules.lenient) throw notSendable(`an object of the class ${className(object)}`);
        this.#meet(object, 'object', OBJECT);
        return;
      case 'object':
        this.#meet(object, kind, OBJECT);
        return;
      case 'bare':
        this.#meet(object, kind, BARE);
        return;
      case 'array':
        this.#meet(object, kind, ARRAY);
        out.count((object as unknown[]).length);
        return;
      case 'map':
        this.#meet(object, kind, MAP);
        return;
      case 'set':
        this.#meet(object, kind, SET);
        return;
      case 'error':
        this.#meet(object, kind, ERROR);
        out.byte(errorClass(object));
        return;
      case 'date':
        out.byte(DATE);
        out.double(Date.prototype.getTime.call(object));
        return;
      case 'exception':
        out.byte(EXCEPTION);
        out.text((object as DOMException).message);
        out.text((object as DOMException).name);
        out.text((object as DOMException).stack ?? '');
        return;
      case 'buffer':
      case 'view':
        this.#leaf(object);
        return;
      case 'other':
        if (!this.#rules.lenient) throw notSendable(`an object of the class ${className(object)}`);
        this.#leaf(object);
    }
  }

  #leaf(object: object): void {
    this.#out.byte(LEAF);
    this.#out.count(this.leaves.length);
    this.leaves.push(object);
  }

  #meet(object: object, kind: Kind, tag: number): void {
    this.#out.byte(tag);
    this.#met.push(object);
    this.#kinds.push(kind);
  }

  #contents(object: object, kind: Kind): void {
    switch (kind) {
      case 'array':
        this.#elements(object as unknown[]);
        return;
      case 'map': {
        const flat: unknown[] = [];
        Map.prototype.forEach.call(object as Map<unknown, unknown>, (value, key) => {
          flat.push(key, value);
        });
        this.#values(flat);
        return;
      }
      case 'set': {
        const values: unknown[] = [];
        Set.prototype.forEach.call(object as Set<unknown>, (value) => values.push(value));
        this.#values(values);
        return;
      }
      case 'error': {
        const properties = errorProperties(object as Error);
        this.#out.count(properties.length);
        for (const { key, value, shown } of properties) {
          this.#key(key);
          this.#out.byte(shown ? 1 : 0);
          this.#value(value);
        }
        return;
      }
      case 'object':
      case 'bare':
        if (!this.#rules.lenient && Object.getOwnPropertySymbols(object).length > 0) {
          throw notSendable('an object with a symbol as a key');
        }
        this.#properties(object, Object.keys(object), 0);
        return;
      // These are written where they are met.
      case 'instance':
      case 'date':
      case 'exception':
      case 'buffer':
      case 'view':
      case 'other':
    }
  }

  /** The elements of a whole array one after the other; those of an array with holes by their keys. Then what else it has. */
  #elements(array: readonly unknown[]): void {
    const { length } = array;
    // Without keys, of which most arrays have none but their indices: to make strings of those takes longer than all the rest.
    const values = Object.values(array);
    let isPlain = values.length === length;
    for (let i = 0; i < length && isPlain; i += 1) isPlain = array[i] !== undefined || i in array;
    if (isPlain && length >= MANY_NUMBERS && values.every((value) => typeof value === 'number')) {
      this.#out.byte(AS_DOUBLES);
      this.#out.raw(new Uint8Array(Float64Array.from(values).buffer));
      this.#out.count(0);
      return;
    }
    if (isPlain) {
      this.#out.byte(IN_ORDER);
      for (const value of values) this.#value(value);
      this.#out.count(0);
      return;
    }
    const keys = Object.keys(array);
    // Indices come first, and in order.
    const isWhole = length === 0 || keys[length - 1] === String(length - 1);
    this.#out.byte(isWhole ? IN_ORDER : BY_KEYS);
    if (isWhole) for (let i = 0; i < length; i += 1) this.#value(array[i]);
    this.#properties(array, keys, isWhole ? length : 0);
  }

  #values(values: readonly unknown[]): void {
    this.#out.count(values.length);
    for (const value of values) this.#value(value);
  }

  #properties(object: object, keys: readonly string[], first: number): void {
    this.#out.count(keys.length - first);
    for (let i = first; i < keys.length; i += 1) {
      const key = keys[i] ?? '';
      this.#key(key);
      this.#value((object as Record<string, unknown>)[key]);
    }
  }

  /** A key in full for the first time, then by its number. */
  #key(key: string): void {
    const number = this.#keys.get(key);
    this.#out.count(number ?? 0);
    if (number !== undefined) return;
    this.#keys.set(key, this.#keys.size + 1);
    this.#out.text(key);
  }
}

export class GraphReader {
  readonly #in: Reader;
  readonly #leaves: readonly unknown[];
  readonly #revive: (marker: Marker) => unknown;
  readonly #objects: unknown[] = [];
  readonly #keys: string[] = [];
  /** What has been made and not been filled, in order: an object, what it is, and how many elements it has. */
  readonly #made: object[] = [];
  readonly #tags: number[] = [];
  readonly #lengths: number[] = [];

  constructor(input: Reader, leaves: readonly unknown[], revive: (marker: Marker) => unknown) {
    this.#in = input;
    this.#leaves = leaves;
    this.#revive = revive;
  }

  read(): unknown {
    const root = this.#value();
    for (let i = 0; i < this.#made.length; i += 1) {
      this.#fill(this.#made[i] as object, this.#tags[i] ?? 0, this.#lengths[i] ?? 0);
    }
    return root;
  }

  #value(): unknown {
    const input = this.#in;
    const tag = input.byte();
    switch (tag) {
      case NATURAL:
        return input.count();
      case NEGATIVE:
        return -1 - input.count();
      case DOUBLE:
        return input.double();
      case TEXT:
        return input.text();
      case UNDEFINED:
        return undefined;
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case BIGINT: {
        const isNegative = input.byte() === 1;
        const size = BigInt(`0x${input.text()}`);
        return isNegative ? -size : size;
      }
      case KNOWN:
        return this.#objects[input.count()];
      default: {
        const object = this.#object(tag);
        this.#objects.push(object);
        return object;
      }
    }
  }

  #object(tag: number): unknown {
    const input = this.#in;
    switch (tag) {
      case OBJECT:
        return this.#make({}, tag);
      case BARE:
        return this.#make(Object.create(null) as object, tag);
      case ARRAY:
        return this.#make([], tag, input.count());
      case MAP:
        return this.#make(new Map(), tag);
      case SET:
        return this.#make(new Set(), tag);
      case ERROR:
        return this.#make(newError(input.byte()), tag);
      case DATE:
        return new Date(input.double());
      case EXCEPTION: {
        const exception = new DOMException(input.text(), input.text());
        define(exception, 'stack', input.text(), false);
        return exception;
      }
      case LEAF:
        return this.#leaves[input.count()];
      case MARKER:
        return this.#revive(JSON.parse(input.text()) as Marker);
      default:
        throw notSendable('what this version does not know');
    }
  }

  #make(object: object, tag: number, length = 0): object {
    this.#made.push(object);
    this.#tags.push(tag);
    this.#lengths.push(length);
    return object;
  }

  #fill(object: object, tag: number, length: number): void {
    const input = this.#in;
    switch (tag) {
      case ARRAY: {
        const array = object as unknown[];
        const way = input.byte();
        if (way === BY_KEYS) array.length = length;
        else if (way === IN_ORDER) for (let i = 0; i < length; i += 1) array.push(this.#value());
        else
          for (const number of new Float64Array(input.raw(8 * length).buffer)) array.push(number);
        break;
      }
      case MAP:
        for (let rest = input.count(); rest > 0; rest -= 2) {
          const key = this.#value();
          (object as Map<unknown, unknown>).set(key, this.#value());
        }
        return;
      case SET:
        for (let rest = input.count(); rest > 0; rest -= 1) {
          (object as Set<unknown>).add(this.#value());
        }
        return;
      case ERROR:
        for (let rest = input.count(); rest > 0; rest -= 1) {
          const key = this.#key();
          const shown = input.byte() === 1;
          const value = this.#value();
          // What its class gives it already, it need not have itself.
          const has = key in object && (object as Record<string, unknown>)[key] === value;
          if (shown || !has) define(object, key, value, shown);
        }
        return;
    }
    for (let rest = input.count(); rest > 0; rest -= 1) {
      const key = this.#key();
      const value = this.#value();
      if (key === '__proto__') define(object, key, value, true);
      else (object as Record<string, unknown>)[key] = value;
    }
  }

  #key(): string {
    const number = this.#in.count();
    if (number > 0) return this.#keys[number - 1] ?? '';
    const key = this.#in.text();
    this.#keys.push(key);
    return key;
  }
}

/** The marker of an object of the library's. */
export function markerOf(object: object, mark: Mark): Marker | undefined {
  return isMarked(object) ? mark(object) : undefined;
}

function define(object: object, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}

function className(object: object): string {
  const { constructor } = object as { constructor?: unknown };
  return typeof constructor === 'function' ? constructor.name : 'Object';
}
