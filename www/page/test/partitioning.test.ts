/**
 * The partitioning demo's program works from its source text alone, and its work grows with the
 * item.
 */
import { expect, test } from 'vitest';

import { workThrough } from '../demos/partitioning/program';
import { revive } from './revive';

test('a part is worked through from source text, with its answers, span and worker', () => {
  const run = revive(workThrough, { name: 'process-3' });
  const whole = run({ items: [0, 1, 2, 3], stepsPerUnit: 1000 });
  expect(whole.worker).toBe('process-3');
  expect(whole.endMs).toBeGreaterThanOrEqual(whole.startMs);
  expect(new Set(whole.answers).size).toBe(4);
  expect([
    ...run({ items: [0, 2], stepsPerUnit: 1000 }).answers,
    ...run({ items: [1, 3], stepsPerUnit: 1000 }).answers,
  ]).toEqual([0, 2, 1, 3].map((item) => whole.answers[item]));
  expect(run({ items: [], stepsPerUnit: 1 }).answers).toHaveLength(0);
});
