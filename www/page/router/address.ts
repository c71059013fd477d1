/**
 * The address `#/<demo>?name=value&…`: read into a demo and its controls' values, and written back.
 * Pure. Nothing in an address is trusted: an unknown or bad value becomes the default, and a notice
 * says so.
 */
import {
  fallbackOf,
  readValue,
  type Facts,
  type Param,
  type Value,
  type Values,
} from '../demos/params';
import type { Message } from '../messages/index';

/** What may stand in any address, beside a demo's own controls. */
export const PAGE_NAMES = ['lang', 'theme', 'workers'] as const;

/** The name under which an address brings a program. */
export const CODE = 'code';

/** What comes after `#/` in the address of the page for free programs. */
export const PYTHON = 'python';

/** The most workers the library can open. */
export const MAX_WORKERS = 64;

export interface Address {
  /** The first part of the path; empty for the overview. */
  demo: string;
  /** The first value of each name. */
  query: ReadonlyMap<string, string>;
}

export interface EmbedAddress extends Address {
  /** As it stands there: 1 runs once by itself. */
  autorun: string | undefined;
}

export interface Reading {
  values: Values;
  notices: Message[];
}

/** Splits `location.hash` (or the part after `#`). Never throws. */
export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#/, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1))) {
    if (!query.has(name)) query.set(name, value);
  }
  return { demo: decode(path.replace(/^\//, '').replace(/\/$/, '')), query };
}

/** Splits the query of `embed.html?demo=<demo>&name=value&…&autorun=0|1`. */
export function parseEmbedAddress(search: string): EmbedAddress {
  const query = new Map(parseAddress(search).query);
  const demo = query.get('demo') ?? '';
  const autorun = query.get('autorun');
  query.delete('demo');
  query.delete('autorun');
  return { demo, query, autorun };
}

/**
 * The controls' values an address asks for, with the default wherever it asks for nothing usable.
 */
export function readValues(address: Address, params: readonly Param[], facts: Facts): Reading {
  const values: Record<string, Value> = {};
  const notices: Message[] = [];
  for (const param of params) {
    const used = fallbackOf(param, facts);
    const text = address.query.get(param.name) ?? address.query.get(param.name.toLowerCase());
    values[param.name] = used;
    if (text === undefined) continue;
    // What stands before it has been read by now: a bound may depend on it.
    const reading = readValue(param, text, facts, values);
    if ('value' in reading) {
      values[param.name] = reading.value;
    } else {
      notices.push({
        key: 'notice.badValue',
        values: {
          name: param.name,
          value: shorten(text),
          used: String(used),
          problem: reading.problem,
        },
      });
    }
  }
  // HTML writes the names of attributes in small letters, and with them the embed's parameters.
  const own = params.flatMap(({ name }) => [name, name.toLowerCase()]);
  const known = new Set<string>([...PAGE_NAMES, CODE, ...own]);
  const options = [...new Set([...params.map(({ name }) => name), ...PAGE_NAMES])].join(', ');
  for (const name of address.query.keys()) {
    if (!known.has(name))
      notices.push({ key: 'notice.unknownName', values: { name: shorten(name), options } });
  }
  return { values, notices };
}

/** The workers an address asks for, where that is a number the library can open. */
export function readWorkers(address: Address): number | null {
  const text = address.query.get('workers') ?? '';
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= MAX_WORKERS ? count : null;
}

/** The settings of the whole page that an address names: links from it keep them. */
export type Carried = Readonly<Record<string, string>>;

/**
 * What links keep of an address. The number of workers is the page's own only where the demo has no
 * control of that name.
 */
export function carriedOf(address: Address, params: readonly Param[]): Carried {
  return Object.fromEntries(
    PAGE_NAMES.flatMap((name) => {
      const value = address.query.get(name);
      const own = params.some((param) => param.name === name);
      const usable = name !== 'workers' || readWorkers(address) !== null;
      return value === undefined || own || !usable ? [] : [[name, value]];
    }),
  );
}

/**
 * The address of a demo with these values; of the overview for an empty name. Undefined values are
 * left out.
 */
export function writeAddress(
  demo: string,
  values: Readonly<Record<string, Value | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return `#/${encodeURIComponent(demo)}${text === '' ? '' : `?${text}`}`;
}

/** A stranger's text, at a length that fits a sentence. */
export function shorten(text: string): string {
  const letters = Array.from(text);
  return letters.length > 32 ? `${letters.slice(0, 31).join('')}…` : text;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
