/** The browser's storage, which may be switched off, full, or refused to a frame. */

export function browserMemory(): Storage | null {
  return guarded(() => localStorage) ?? null;
}

/** What storage gives, or nothing where it may not be used. */
export function guarded<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
