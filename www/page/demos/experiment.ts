/** What a run does: a part of a demo that is loaded with the first run. */
import { loadedPart } from '../failure';
import type { Demo, RunContext } from './demo';

/** Where it cannot be loaded, the run fails like any other, and the next run tries again. */
export function loaded(load: () => Promise<Pick<Demo, 'run'>>): Demo['run'] {
  return async (context: RunContext) => {
    const { run } = await loadedPart(load());
    context.signal.throwIfAborted();
    await run(context);
  };
}
