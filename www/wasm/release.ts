/** The end of an object of the module. */

/**
 * Frees it. After a trap in one of its methods it stays borrowed, and `free` throws: but what has
 * to be told is the trap, after which the instance cannot be used any more.
 */
export function release(object: { free(): void }): void {
  try {
    object.free();
  } catch {
    // It goes with its instance.
  }
}
