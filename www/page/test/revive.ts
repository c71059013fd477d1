/** A shipped function as a process sees it: its source text, with nothing around it but globals. */

/** `self` stands for the process's own global. */
export function revive<F>(fn: F, self: unknown = globalThis): F {
  // Indirect evaluation happens in the global scope: what the function closes over is gone.
  const factory = globalThis.eval(`(self) => (${String(fn)})`) as (self: unknown) => F;
  return factory(self);
}
