/**
 * Encodes any value as bytes, in time linear in its size and without recursion. Objects are
 * numbered in the order of their first occurrence. There the message has the object's kind and
 * size, later only its number. The contents follow, object after object: so shared parts stay
 * shared, cycles need no special care, and nesting may be arbitrarily deep.
 *
 * Buffers, views and other indivisible objects are leaves: they are kept beside the bytes, which
 * refer to them by index.
 */
import { isMarked, MARK, type Marked, type Marker } from '../markers';
import type { Writer } from './bytes';
import { errorClass, errorProperties } from './error-values';
import {
  UNDEFINED,
  NULL,
  FALSE,
  TRUE,
  NATURAL,
  NEGATIVE,
  DOUBLE,
  BIGINT,
  TEXT,
  KNOWN,
  LEAF,
  MARKER,
  OBJECT,
  BARE,
  ARRAY,
  MAP,
  SET,
  DATE,
  ERROR,
  EXCEPTION,
  BY_KEYS,
  IN_ORDER,
  AS_DOUBLES,
} from './form';
import { valueKind, notSendable, type ValueKind } from './value-kinds';

/** From this many numbers on they are stored as doubles. */
const MANY_NUMBERS = 8;

export type Mark = (object: Marked) => Marker;

export const markOf: Mark = (object) => object[MARK]();

export interface GraphRules {
  /** The marker of an object of the library, or undefined for any other object. */
  mark(object: object): Marker | undefined;
  /**
   * Treats objects that are neither data nor memory as leaves, and instances of classes as plain
   * objects, as structured clone does. Otherwise they are `E_CLONE`.
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
  /** Objects that occurred and whose contents are not written yet, and their kinds. */
  readonly #met: object[] = [];
  readonly #kinds: ValueKind[] = [];

  constructor(out: Writer, rules: GraphRules) {
    this.#out = out;
    this.#rules = rules;
  }

  write(root: unknown): void {
    this.#value(root);
    for (let i = 0; i < this.#met.length; i += 1) {
      this.#contents(this.#met[i] as object, this.#kinds[i] as ValueKind);
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
    const kind = valueKind(object);
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

  #meet(object: object, kind: ValueKind, tag: number): void {
    this.#out.byte(tag);
    this.#met.push(object);
    this.#kinds.push(kind);
  }

  #contents(object: object, kind: ValueKind): void {
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
      // These are written where they occur.
      case 'instance':
      case 'date':
      case 'exception':
      case 'buffer':
      case 'view':
      case 'other':
    }
  }

  /**
   * The elements of an array in order, or by their keys if it has holes; then its other properties.
   */
  #elements(array: readonly unknown[]): void {
    // Without keys: most arrays have only indices, and making strings of those would dominate the
    // time.
    const values = Object.values(array);
    const { length } = array;
    this.#out.count(length);
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
    // Indices come first, in ascending order.
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
    // All values are read before the count is written, since a getter may remove properties.
    const own: string[] = [];
    const values: unknown[] = [];
    for (let i = first; i < keys.length; i += 1) {
      const key = keys[i] ?? '';
      const value = (object as Record<string, unknown>)[key];
      if (value === undefined && !Object.hasOwn(object, key)) continue;
      own.push(key);
      values.push(value);
    }
    this.#out.count(own.length);
    for (const [i, key] of own.entries()) {
      this.#key(key);
      this.#value(values[i]);
    }
  }

  /** A key as text for the first time, then by its number. */
  #key(key: string): void {
    const number = this.#keys.get(key);
    this.#out.count(number ?? 0);
    if (number !== undefined) return;
    this.#keys.set(key, this.#keys.size + 1);
    this.#out.text(key);
  }
}

/** The marker of an object of the library. */
export function markerOf(object: object, mark: Mark): Marker | undefined {
  return isMarked(object) ? mark(object) : undefined;
}

function className(object: object): string {
  const { constructor } = object as { constructor?: unknown };
  return typeof constructor === 'function' ? constructor.name : 'Object';
}
