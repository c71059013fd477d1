/** Errors as values: of which class they are, and which properties make them up. */
import { PlaygroundError } from '../errors';

/** The classes that every realm has. Their places are their numbers in messages. */
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

/** The nearest of them that the error is of: a class of somebody's is that which it extends, with its own name. */
export function errorClass(error: object): number {
  if (error instanceof PlaygroundError) return PLAYGROUND_ERROR;
  for (let at: unknown = error; at !== null; at = Object.getPrototypeOf(at)) {
    // By name: another realm has classes of its own.
    const { value } = (Object.getOwnPropertyDescriptor(at, 'constructor') ?? {}) as {
      value?: { name?: unknown };
    };
    const known = CLASSES.findIndex(([name]) => name === value?.name);
    if (known >= 0 && known < PLAYGROUND_ERROR) return known;
  }
  return 0;
}

/** An error of that class, whose properties come later. */
export function newError(kind: number): Error {
  const [, make] = CLASSES[kind] ?? CLASSES[0] ?? [];
  const error = make?.('') ?? new Error();
  for (const key of Object.getOwnPropertyNames(error)) Reflect.deleteProperty(error, key);
  return error;
}

/** Its properties: those of its own, and what its class gives it. Of each, whether it is enumerable. */
export function errorProperties(error: Error): { key: string; value: unknown; shown: boolean }[] {
  const own = Object.getOwnPropertyNames(error);
  const inherited = ['name', 'message', 'stack'].filter((key) => !own.includes(key));
  return [...own, ...inherited].map((key) => ({
    key,
    value: (error as unknown as Record<string, unknown>)[key],
    shown: Object.prototype.propertyIsEnumerable.call(error, key),
  }));
}
