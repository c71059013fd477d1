/** References to JavaScript that images keep by name: the module of doors, and the doors. */

/** The name of the module itself among its functions. */
const MODULE = '';

/** The name by which a reference is kept in a memory image; null if it is not one of ours. */
export function nameOf(value: unknown, doors: object): string | null {
  if (value === doors) return MODULE;
  return Object.entries(doors).find(([, door]) => door === value)?.[0] ?? null;
}

/** What a reference of that name is in this realm. */
export function referenceOf(name: string, doors: object): unknown {
  return name === MODULE ? doors : (doors as Record<string, unknown>)[name];
}
