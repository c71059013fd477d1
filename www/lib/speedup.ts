/**
 * Speedup over numbers of workers: the numbers take turns, so that whatever else the machine does falls on all of them alike.
 * The figures are read off by the engine.
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

/** What the engine reads off samples and medians. */
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

/** What so many workers on so many cores must have said beside their figures. */
export function warningsOf(workers: number, cores: number): WorkersWarning[] {
  return workers > cores ? ['more-workers-than-cores'] : [];
}

/** What the run says that it took, or what the call took. */
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
  // Holes are looked at as well.
  const counts = Array.from(workers, (count, index) =>
    integer(`workers[${index}]`, count, 1, MOST_WORKERS),
  );
  if (!counts.includes(1) || new Set(counts).size !== counts.length) {
    throw refused('workers', workers, 'different numbers, 1 among them');
  }
  return counts;
}
