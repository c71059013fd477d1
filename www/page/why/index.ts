/** The "why" below a result: a rule for each demo, which speaks of the figures of this run and of nothing else. Pure. */
import type { DemoName } from '../demos/demo';
import type { Message } from '../messages/index';
import { whyPipe, whyQueue, whySharedMemory } from './ipc';
import { whyMatmul } from './matmul';
import { whyPools } from './pools';
import type { FinishedRun, Rule } from './run';
import { whyPartitioning, whyScheduling } from './sharing';

const RULES: Readonly<Record<DemoName, Rule>> = {
  pools: whyPools,
  matmul: whyMatmul,
  'shared-memory': whySharedMemory,
  pipe: whyPipe,
  queue: whyQueue,
  partitioning: whyPartitioning,
  scheduling: whyScheduling,
};

/** Nothing where the answer was wrong: its figures mean nothing. */
export function why(demo: DemoName, run: FinishedRun): Message[] {
  return run.outcome.answer?.state === 'right' ? RULES[demo](run) : [];
}
