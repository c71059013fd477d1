/** What draws charts, loaded with the first one and then kept. */
import type * as marks from './marks';

export type Plot = typeof marks;

let loading: Promise<Plot> | null = null;

export function loadPlot(): Promise<Plot> {
  loading ??= import('./marks').catch((thrown: unknown) => {
    // The next chart tries again.
    loading = null;
    throw thrown;
  });
  return loading;
}
