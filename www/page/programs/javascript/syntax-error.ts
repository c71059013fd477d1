/**
 * Where a program is no JavaScript: asked of a worker that never executes it. The one that would
 * have run the program starts it, so that the page itself needs no scripts from `blob:` URLs.
 */
import { neverRun, type Place } from './module-text';

/** So long the browser may take to read it. */
const PATIENCE_MS = 2000;

/** The place, from 1; null where the browser does not say, or finds nothing. */
export function syntaxErrorOf(program: string): Promise<Place | null> {
  const address = URL.createObjectURL(new Blob([neverRun(program)], { type: 'text/javascript' }));
  const lines = program.split('\n').length;
  return new Promise<Place | null>((resolve) => {
    const worker = new Worker(address);
    const done = (found: Place | null): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(found);
    };
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    worker.onerror = (event) => {
      event.preventDefault();
      const isSyntax = event.message.includes('SyntaxError');
      // An end that is missing is missed below the last line.
      const line = Math.min(event.lineno, lines);
      done(isSyntax && line > 0 ? { line, column: Math.max(1, event.colno) } : null);
    };
  })
    .catch(() => null)
    .finally(() => URL.revokeObjectURL(address));
}
