/**
 * Times any function: warm-up, then samples, all of which are kept. The engine computes the
 * statistics.
 */
import { callable, checkCall, integer, known, milliseconds } from '../common/checks';
import { throwIfEnded, untilEnded } from './own-calls';
import type { BenchmarkOptions, BenchmarkResult, Statistics } from '../common/types';

/**
 * The most calls in a sample. A function that is too fast even for these is measured as it is, with
 * a warning about the clock.
 */
const MOST_CALLS = 2 ** 20;

export async function benchmark<T>(
  fn: () => T | Promise<T>,
  options: BenchmarkOptions,
  statistics: (samplesMs: number[]) => Promise<Statistics>,
  closing?: AbortSignal,
): Promise<BenchmarkResult<Awaited<T>>> {
  callable('fn', fn);
  const {
    warmup = 1,
    repeats = 5,
    minSampleMs = 0,
    signal,
  } = known('options', options, ['warmup', 'repeats', 'minSampleMs', 'signal']);
  checkCall({ signal });
  integer('warmup', warmup, 0, 10_000);
  integer('repeats', repeats, 1, 10_000);
  milliseconds('minSampleMs', minSampleMs);

  const ends = { signal, closing };
  const watch = watchVisibility();
  const measure = async (): Promise<{ samplesMs: number[]; value: Awaited<T> }> => {
    for (let call = 0; call < warmup; call += 1) {
      throwIfEnded(ends);
      await fn();
    }
    const samplesMs: number[] = [];
    let calls = 1;
    let value!: Awaited<T>;
    while (samplesMs.length < repeats) {
      throwIfEnded(ends);
      const startMs = performance.now();
      for (let call = 0; call < calls; call += 1) value = await fn();
      const elapsedMs = performance.now() - startMs;
      if (elapsedMs < minSampleMs && calls < MOST_CALLS) {
        // Too short for a sample: more calls are made, and samples with fewer calls are dropped.
        calls *= 2;
        samplesMs.length = 0;
      } else {
        samplesMs.push(elapsedMs / calls);
      }
    }
    return { samplesMs, value };
  };
  try {
    const { samplesMs, value } = await untilEnded(ends, measure);
    const figures = await statistics(samplesMs);
    const warnings = [...figures.warnings];
    if (watch.wasHidden()) warnings.push('hidden-tab');
    return { ...figures, warnings, value };
  } finally {
    watch.stop();
  }
}

/** Whether the page was hidden during the measurement: browsers throttle hidden pages. */
export function watchVisibility(): { wasHidden: () => boolean; stop: () => void } {
  // A worker has no document, and cannot be hidden.
  if (typeof document === 'undefined') return { wasHidden: () => false, stop: () => undefined };
  let hidden = document.hidden;
  const look = (): void => {
    hidden ||= document.hidden;
  };
  document.addEventListener('visibilitychange', look);
  return {
    wasHidden: () => hidden,
    stop: () => document.removeEventListener('visibilitychange', look),
  };
}
