/**
 * Whether a timeline is one at all: every task once, by a worker there is, and no worker doing two
 * at a time. In slices, for there may be 10⁷.
 */
import type { Timeline } from '../../../common/types';
import { inSlices } from '../../slices';
import type { Message } from '../../messages/message';

/** Null where it is right, else what is wrong. */
export async function faultOf(
  { columns, tasksMs, workers }: Pick<Timeline, 'columns' | 'tasksMs' | 'workers'>,
  asked: Float64Array,
  signal: AbortSignal,
): Promise<Message | null> {
  const { task, worker, startMs, endMs } = columns;
  if (task.length !== asked.length || tasksMs.length !== asked.length)
    return { key: 'scheduling.wrongCount', values: { n: task.length, expected: asked.length } };
  const seen = new Uint8Array(asked.length);
  const freeMs = new Float64Array(workers);
  let fault: Message | null = null;
  await inSlices(task.length, signal, (from, to) => {
    for (let row = from; row < to && fault === null; row += 1) {
      const id = task[row] ?? 0;
      const on = worker[row] ?? 0;
      const begun = startMs[row] ?? 0;
      const ended = endMs[row] ?? 0;
      if (seen[id] !== 0 || tasksMs[id] !== asked[id])
        fault = { key: 'scheduling.wrongTask', values: { task: id } };
      // Measured times are rounded to the clock's step, and to microseconds on their way.
      if (on >= workers || ended < begun || begun < (freeMs[on] ?? 0) - 0.01)
        fault = { key: 'scheduling.wrongWorker', values: { worker: on + 1, task: id } };
      seen[id] = 1;
      freeMs[on] = ended;
    }
  });
  return fault;
}

/** The tasks with their lengths in units, sorted by number: the chapter's answer. */
export function pairsText(results: readonly (readonly [number, number])[], unitMs: number): string {
  const texts = results.map(([id, ms]) => `(${id}, ${Math.round((ms / unitMs) * 1000) / 1000})`);
  const shown = texts.length <= 24 ? texts : [...texts.slice(0, 10), '…', ...texts.slice(-2)];
  return `[${shown.join(', ')}]`;
}
