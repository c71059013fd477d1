/** Errors as values: their class and their properties. */
import { PlaygroundError } from '../errors';

/** The classes that every realm has. In messages they are numbered by their index. */
const CLASSES: readonly (readonly [string, (message: string) => Error])[] = [
  ['Error', (message) => new Error(message)],
  ['EvalError', (message) => new EvalError(message)],
  ['RangeError', (message) => new RangeError(message)],
  ['ReferenceError', (message) => new ReferenceError(message)],
  ['SyntaxError', (message) => new SyntaxError(message)],
  ['TypeError', (message) => new TypeError(message)],
  ['URIError', (message) => new URIError(message)],
  ['AggregateError', (message) => new AggregateError([], message)],
  ['PlaygroundError', (message) => new PlaygroundError('E_CLONE', message)],
];

const PLAYGROUND_ERROR = CLASSES.length - 1;

/**
 * The built-in class of an error. For a subclass that is the class it extends; its name is kept.
 */
export function errorClass(error: object): number {
  if (error instanceof PlaygroundError) return PLAYGROUND_ERROR;
  for (let at: unknown = error; at !== null; at = Object.getPrototypeOf(at)) {
    // By name, since another realm has its own classes.
    const { value } = (Object.getOwnPropertyDescriptor(at, 'constructor') ?? {}) as {
      value?: { name?: unknown };
    };
    const known = CLASSES.findIndex(([name]) => name === value?.name);
    if (known >= 0 && known < PLAYGROUND_ERROR) return known;
  }
  return 0;
}

/** An error of that class, still without its properties. */
export function newError(kind: number): Error {
  const [, make] = CLASSES[kind] ?? CLASSES[0] ?? [];
  const error = make?.('') ?? new Error();
  for (const key of Object.getOwnPropertyNames(error)) Reflect.deleteProperty(error, key);
  return error;
}

/** Its properties: its own, and those of its class; and whether each is enumerable. */
export function errorProperties(error: Error): { key: string; value: unknown; shown: boolean }[] {
  const own = Object.getOwnPropertyNames(error);
  const inherited = ['name', 'message', 'stack'].filter((key) => !own.includes(key));
  return [...own, ...inherited].map((key) => ({
    key,
    value: (error as unknown as Record<string, unknown>)[key],
    shown: Object.prototype.propertyIsEnumerable.call(error, key),
  }));
}
