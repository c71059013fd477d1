/** Warnings in the console, for errors that no promise reports. */
import { describe, helpFor } from './outcome';

export function report(what: string, thrown: unknown): void {
  const cause = describe(thrown);
  // The only place that writes to the console. It is a warning, since the library itself has not
  // failed.
  // eslint-disable-next-line no-console
  console.warn(`Parallel Playground: ${what}${helpFor(cause)}\n${cause.stack}`);
}
