/**
 * The "why" below a result. A demo's own rule speaks of the figures of this run and of nothing
 * else. Pure.
 */
import type { Demo, FinishedRun } from '../demos/demo';
import type { Message } from '../messages/message';

/** Nothing where the answer was wrong: its figures mean nothing. */
export function why(demo: Demo, run: FinishedRun): Message[] {
  return run.outcome.answer?.state === 'right' ? demo.why(run) : [];
}
