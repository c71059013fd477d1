/** The number of cores, as the browser reports it. */

/** The reported number of logical cores; 1 where nothing is reported. */
export function reportedCores(): number {
  // Despite its type it is absent, 0 or a fraction in some browsers and with some extensions.
  const reported: unknown = navigator.hardwareConcurrency;
  return Number.isFinite(reported) ? Math.max(1, Math.floor(reported as number)) : 1;
}
