/**
 * Reading what was stored. It comes from another version of the page, from another page of the same
 * host, or from an unknown source: each of these functions gives a value of its type, or
 * undefined. None throws, and none passes on what it has not looked at.
 */

export function recordOf(found: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Readonly<Record<string, unknown>>)
    : undefined;
}

export function textOf(found: unknown): string | undefined {
  return typeof found === 'string' ? found : undefined;
}

/** A finite number; others have no place in JSON. */
export function numberOf(found: unknown): number | undefined {
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function oneOfThese<T extends string>(options: readonly T[], found: unknown): T | undefined {
  return options.find((option) => option === found);
}

/** Those elements of an array that can be read. */
export function readable<T>(found: unknown, read: (element: unknown) => T | undefined): T[] {
  return Array.isArray(found)
    ? found.flatMap((element: unknown) => {
        const value = read(element);
        return value === undefined ? [] : [value];
      })
    : [];
}

/** An array all of whose elements can be read. */
export function allOf<T>(
  found: unknown,
  read: (element: unknown) => T | undefined,
): T[] | undefined {
  const values = readable(found, read);
  return Array.isArray(found) && values.length === found.length ? values : undefined;
}

/** A record all of whose fields can be read. */
export function fieldsOf<T>(
  found: unknown,
  read: (field: unknown) => T | undefined,
): Record<string, T> | undefined {
  const record = recordOf(found);
  if (record === undefined) return undefined;
  const fields = Object.entries(record).map(([name, field]) => [name, read(field)] as const);
  return fields.every((field): field is readonly [string, T & {}] => field[1] !== undefined)
    ? Object.fromEntries(fields)
    : undefined;
}

/** The value of a text in JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
