/** How many cores there are, as far as the browser tells. */

/** The reported number of logical cores; 1 where nothing is reported. */
export function reportedCores(): number {
  // Absent, 0 or a fraction in some browsers and with some extensions, whatever the types say.
  const reported: unknown = navigator.hardwareConcurrency;
  return Number.isFinite(reported) ? Math.max(1, Math.floor(reported as number)) : 1;
}
