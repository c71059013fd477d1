/** For tests: whether two values are the same in every respect, identity inside them included. */

/** The path at which the values differ; null if they are the same. */
export function difference(one: unknown, other: unknown): string | null {
  const pairs = new Map<object, object>();
  const backwards = new Map<object, object>();
  const open: [unknown, unknown, string][] = [[one, other, 'value']];
  for (let next = open.pop(); next; next = open.pop()) {
    const [a, b, path] = next;
    if (Object.is(a, b) && (typeof a !== 'object' || a === null)) continue;
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return path;
    if (pairs.has(a) || backwards.has(b)) {
      if (pairs.get(a) !== b || backwards.get(b) !== a) return `${path} (identity)`;
      continue;
    }
    pairs.set(a, b);
    backwards.set(b, a);
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return `${path} (prototype)`;
    if (a instanceof Date && !Object.is(a.getTime(), (b as Date).getTime())) return path;
    if (a instanceof Map || a instanceof Set) {
      open.push([
        [...(a as Set<unknown>)].flat(),
        [...(b as Set<unknown>)].flat(),
        `${path} entries`,
      ]);
    }
    if (ArrayBuffer.isView(a)) {
      const view = b as DataView;
      if (a.byteLength !== view.byteLength) return `${path} (length)`;
      if (bytesOf(a).some((byte, i) => byte !== bytesOf(view)[i])) return path;
      continue;
    }
    if (a instanceof ArrayBuffer) {
      const bytes = new Uint8Array(b as ArrayBuffer);
      if (bytes.length !== a.byteLength) return `${path} (length)`;
      if (new Uint8Array(a).some((byte, i) => byte !== bytes[i])) return path;
      continue;
    }
    const keys = a instanceof Error ? Object.getOwnPropertyNames(a).sort() : Object.keys(a);
    const otherKeys = b instanceof Error ? Object.getOwnPropertyNames(b).sort() : Object.keys(b);
    if (keys.join('\0') !== otherKeys.join('\0'))
      return `${path} (keys ${keys.join()} and ${otherKeys.join()})`;
    if (Array.isArray(a) && a.length !== (b as unknown[]).length) return `${path} (length)`;
    for (const key of keys) {
      open.push([
        Object.getOwnPropertyDescriptor(a, key)?.value,
        Object.getOwnPropertyDescriptor(b, key)?.value,
        `${path}.${key}`,
      ]);
    }
  }
  return null;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
