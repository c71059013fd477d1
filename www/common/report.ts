/** What nobody has asked for and nobody may miss: a line in the console. */
import { describe, helpFor } from './outcome';

export function report(what: string, thrown: unknown): void {
  const cause = describe(thrown);
  // The one place that writes to the console: a warning, since nothing of the library's has failed.
  // eslint-disable-next-line no-console
  console.warn(`Parallel Playground: ${what}${helpFor(cause)}\n${cause.stack}`);
}
