/**
 * Decodes values: creates each object where it first occurs, and fills the objects in the same
 * order.
 */
import type { Marker } from '../markers';
import type { Reader } from './bytes';
import { newError } from './error-values';
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
} from './form';
import { notSendable } from './value-kinds';

export class GraphReader {
  readonly #in: Reader;
  readonly #leaves: readonly unknown[];
  readonly #revive: (marker: Marker) => unknown;
  readonly #objects: unknown[] = [];
  readonly #keys: string[] = [];
  /** Created objects and their kinds, in the order in which they are filled. */
  readonly #made: object[] = [];
  readonly #tags: number[] = [];

  constructor(input: Reader, leaves: readonly unknown[], revive: (marker: Marker) => unknown) {
    this.#in = input;
    this.#leaves = leaves;
    this.#revive = revive;
  }

  read(): unknown {
    const root = this.#value();
    for (let i = 0; i < this.#made.length; i += 1) {
      this.#fill(this.#made[i] as object, this.#tags[i] ?? 0);
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
        return this.#make([], tag);
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

  #make(object: object, tag: number): object {
    this.#made.push(object);
    this.#tags.push(tag);
    return object;
  }

  #fill(object: object, tag: number): void {
    const input = this.#in;
    switch (tag) {
      case ARRAY: {
        const array = object as unknown[];
        const length = input.count();
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
          // A property that its class provides needs not be set.
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

function define(object: object, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}
