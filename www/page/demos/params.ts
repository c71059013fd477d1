/**
 * What a control can hold: its kind, its bounds, its default. Bounds may depend on what the browser
 * turned out to allow.
 */
import type { Message, MessageKey } from '../messages/message';

/** What is known about the engine: guessed before it is open, measured after. */
export interface Facts {
  /** Workers of the playground. */
  workers: number;
  /** The most workers a control may ask for. */
  maxWorkers: number;
  /** Threads can be used. */
  threads: boolean;
  /** Memory can be shared with processes; else why not. */
  sharedMemory: 'yes' | 'not-isolated' | 'no-shared-memory';
  /** The engine is open, so the facts are no guess. */
  certain: boolean;
}

/** What is known before anything is. */
export const NO_FACTS: Facts = {
  workers: 1,
  maxWorkers: 1,
  threads: false,
  sharedMemory: 'not-isolated',
  certain: false,
};

type OfFacts<T> = T | ((facts: Facts) => T);

interface AnyParam {
  name: string;
  label: MessageKey;
  hint?: MessageKey;
  /**
   * Why the other controls make this one idle, or null: it keeps its value, and cannot be changed.
   */
  idle?: (values: Values) => MessageKey | null;
  /**
   * Chooses what is looked at among the results: they stay those of the last run when it changes.
   */
  looksOnly?: boolean;
}

export interface IntegerParam extends AnyParam {
  kind: 'integer';
  min: number;
  /** May depend on the controls before this one. */
  max: number | ((facts: Facts, values: Values) => number);
  fallback: OfFacts<number>;
}

export interface ChoiceParam extends AnyParam {
  kind: 'choice';
  /** Each may have a hint of its own, said while it is chosen. */
  options: readonly { value: string; label: MessageKey; hint?: MessageKey }[];
  fallback: OfFacts<string>;
  /** Why an option cannot be chosen here, or null where it can. */
  refusal?: (option: string, facts: Facts) => Message | null;
}

/** Numbers of the reader's own, written in a line with commas or spaces between them. */
export interface NumbersParam extends AnyParam {
  kind: 'numbers';
  /** So many of them at most; one at least. */
  length: number;
  /** Each is between 0 and this. */
  max: number;
  fallback: OfFacts<string>;
}

export type Param = IntegerParam | ChoiceParam | NumbersParam;
export type Value = string | number;
export type Values = Readonly<Record<string, Value>>;

/** A value as it was written, or what is wrong with it. */
export type Reading = { value: Value } | { problem: Message };

/** The default of a control under these facts. */
export function fallbackOf(param: Param, facts: Facts): Value {
  return typeof param.fallback === 'function' ? param.fallback(facts) : param.fallback;
}

/** Values of all controls: those that are given, and the defaults of the others. */
export function wholeSetting(params: readonly Param[], facts: Facts, given: Values): Values {
  return Object.fromEntries(
    params.map((param) => [param.name, given[param.name] ?? fallbackOf(param, facts)]),
  );
}

/** The upper bound of a number under these facts, beside these values. */
export function maxOf(param: IntegerParam, facts: Facts, values: Values): number {
  return typeof param.max === 'function' ? param.max(facts, values) : param.max;
}

/**
 * Reads what a person typed or an address says: whole numbers within bounds, one of the options, or
 * a list of numbers.
 */
export function readValue(param: Param, text: string, facts: Facts, values: Values = {}): Reading {
  if (param.kind === 'numbers') {
    const numbers = listOf(text);
    const good =
      numbers.length >= 1 &&
      numbers.length <= param.length &&
      numbers.every((number) => number >= 0 && number <= param.max);
    return good
      ? { value: numbers.join(',') }
      : { problem: { key: 'control.numbers', values: { length: param.length, max: param.max } } };
  }
  if (param.kind === 'integer') {
    const max = maxOf(param, facts, values);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= param.min && value <= max
      ? { value }
      : { problem: { key: 'control.wholeNumber', values: { min: param.min, max } } };
  }
  if (!param.options.some((option) => option.value === text)) {
    const options = param.options.map((option) => option.value).join(', ');
    return { problem: { key: 'control.oneOf', values: { options } } };
  }
  const refusal = param.refusal?.(text, facts) ?? null;
  return refusal === null ? { value: text } : { problem: refusal };
}

/** The number a demo's own control holds. */
export function numberOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new TypeError(`no number named ${name}`);
  return value;
}

/** The numbers a demo's own control holds. */
export function numbersOf(values: Values, name: string): number[] {
  const value = values[name];
  if (typeof value !== 'string') throw new TypeError(`no numbers named ${name}`);
  return listOf(value);
}

/** The numbers of a line; NaN for what is none. */
function listOf(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => (/^\d{1,9}(\.\d{1,6})?$/.test(word) ? Number(word) : Number.NaN));
}

/** The choice a demo's own control holds, narrowed to the options the demo knows. */
export function choiceOf<T extends string>(values: Values, name: string, options: readonly T[]): T {
  const found = options.find((option) => option === values[name]);
  if (found === undefined) throw new TypeError(`no choice named ${name}`);
  return found;
}
