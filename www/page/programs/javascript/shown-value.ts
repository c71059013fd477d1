/** Values as `console.log` shows them: like their literals, and never too long. */

/** More elements, or properties, are counted. */
const MOST_PARTS = 100;
/** What lies deeper is only named. */
const MOST_DEPTH = 4;

/** The arguments of one call. */
export function shownLine(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : shownValue(value))).join(' ');
}

export function shownValue(value: unknown, above: readonly object[] = []): string {
  if (typeof value === 'string')
    return `'${value.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n')}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[Function ${value.name || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null)
    return Object.is(value, -0) ? '-0' : String(value);
  try {
    return shownObject(value, above);
  } catch {
    // A getter or a proxy throws.
    return '[object]';
  }
}

function shownObject(value: object, above: readonly object[]): string {
  if (value instanceof Error) return value.stack ?? String(value);
  if (value instanceof Date || value instanceof RegExp) return String(value);
  const kind = kindOf(value);
  if (above.includes(value)) return '[Circular]';
  if (above.length >= MOST_DEPTH) return `[${kind}]`;
  const inside = [...above, value];
  const shown = (part: unknown): string => shownValue(part, inside);
  const before = ['Array', 'Object'].includes(kind) ? '' : `${kind} `;
  if (Array.isArray(value)) return `${before}[${listed(value, value.length, shown)}]`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers = value as unknown as ArrayLike<number>;
    return `${before}[${listed(numbers, numbers.length, shown)}]`;
  }
  if (value instanceof Set)
    return `${before}{${listed([...(value as Set<unknown>)], value.size, shown)}}`;
  if (value instanceof Map) {
    const pair = ([key, part]: [unknown, unknown]): string => `${shown(key)} => ${shown(part)}`;
    return `${before}{${listed([...(value as Map<unknown, unknown>)], value.size, pair)}}`;
  }
  const keys = Object.keys(value);
  const property = (key: string): string =>
    `${/^[\p{L}_$][\p{L}\d_$]*$/u.test(key) ? key : shownValue(key)}: ${shown((value as Record<string, unknown>)[key])}`;
  return `${before}{${listed(keys, keys.length, property)}}`;
}

function listed<T>(parts: ArrayLike<T>, count: number, shown: (part: T) => string): string {
  const texts = Array.from({ length: Math.min(count, MOST_PARTS) }, (_, index) =>
    shown(parts[index] as T),
  );
  if (count > MOST_PARTS) texts.push(`… ${count - MOST_PARTS} more`);
  return texts.join(', ');
}

function kindOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'Object';
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'Object';
}
