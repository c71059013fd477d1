/**
 * Speedup over numbers of workers. The numbers take turns, so that other load of the machine
 * affects all of them equally. The engine computes the figures.
 */
import { watchVisibility } from './benchmark';
import { callable, checkCall, integer, known, milliseconds, refused } from '../common/checks';
import { throwIfEnded, untilEnded } from './own-calls';
import type {
  SpeedupFigures,
  SpeedupOptions,
  SpeedupResult,
  Statistics,
  WorkersWarning,
} from '../common/types';

/** The most workers a run may be asked to use: as many as the scheduling lab simulates. */
const MOST_WORKERS = 4096;

/** The engine's computations on samples and medians. */
export interface SpeedupReader {
  /** Aborted with the reason when the playground is closed. */
  closing?: AbortSignal;
  statistics(samplesMs: number[]): Promise<Statistics>;
  speedup(
    workers: number[],
    mediansMs: number[],
  ): Promise<{ points: SpeedupFigures[]; serialFraction: number | null }>;
}

export async function speedup(
  options: SpeedupOptions,
  reader: SpeedupReader,
  cores = Infinity,
): Promise<SpeedupResult> {
  if ((options as unknown) === undefined) throw refused('options', options, 'an object');
  const names = ['run', 'workers', 'warmup', 'repeats', 'signal'] as const;
  const { run, workers, warmup = 1, repeats = 5, signal } = known('options', options, names);
  checkCall({ signal });
  callable('run', run);
  const counts = countsOf(workers);
  integer('warmup', warmup, 0, 10_000);
  integer('repeats', repeats, 1, 10_000);

  const ends = { signal, closing: reader.closing };
  const watch = watchVisibility();
  const samplesMs = counts.map((): number[] => []);
  const measure = async (): Promise<void> => {
    for (let turn = -warmup; turn < repeats; turn += 1) {
      for (const [index, count] of counts.entries()) {
        throwIfEnded(ends);
        const elapsedMs = await timeOf(run, count);
        if (turn >= 0) samplesMs[index]?.push(elapsedMs);
      }
    }
  };
  try {
    await untilEnded(ends, measure);
    const statistics = await Promise.all(samplesMs.map((samples) => reader.statistics(samples)));
    const medians = statistics.map(({ medianMs }) => medianMs);
    const { points, serialFraction } = await reader.speedup(counts, medians);
    const hidden = watch.wasHidden() ? (['hidden-tab'] as const) : [];
    return {
      points: statistics.map((figures, index) => ({
        ...figures,
        warnings: [...figures.warnings, ...hidden],
        ...(points[index] as SpeedupFigures),
      })),
      serialFraction,
      warnings: warningsOf(Math.max(...counts), cores),
    };
  } finally {
    watch.stop();
  }
}

/** The warnings for that many workers on that many cores. */
export function warningsOf(workers: number, cores: number): WorkersWarning[] {
  return workers > cores ? ['more-workers-than-cores'] : [];
}

/** The time that the run reports, or the time of the call. */
async function timeOf(run: SpeedupOptions['run'], workers: number): Promise<number> {
  const startMs = performance.now();
  const said = await run(workers);
  const elapsedMs = performance.now() - startMs;
  return typeof said === 'number' ? milliseconds('the answer of run', said) : elapsedMs;
}

function countsOf(workers: unknown): number[] {
  if (!Array.isArray(workers)) throw refused('workers', workers, 'an array of numbers of workers');
  if (workers.length > MOST_WORKERS) {
    throw refused('workers.length', workers.length, `an integer from 1 to ${MOST_WORKERS}`);
  }
  // Holes are checked as well.
  const counts = Array.from(workers, (count, index) =>
    integer(`workers[${index}]`, count, 1, MOST_WORKERS),
  );
  if (!counts.includes(1) || new Set(counts).size !== counts.length) {
    throw refused('workers', workers, 'different numbers, 1 among them');
  }
  return counts;
}
