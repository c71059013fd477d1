/**
 * Why several workers were worth what they were: how much of what the cores allow was reached, and
 * which of the measured causes took the rest. Shares below a twentieth are no explanation, and a
 * sentence says so where the causes explain nothing.
 */
import type { Bar } from '../demos/figures';
import { timelineFigures } from '../demos/timeline-figures';
import { formatRatio } from '../messages/format';
import type { Message } from '../messages/message';

export interface Gain {
  /** The workers, in words. */
  who: Message;
  speedup: number;
  workers: number;
  cores: number;
  /** Tasks that wait need no core. */
  waiting?: boolean;
  causes: readonly Cause[];
}

/** Something that the workers' time went into beside the work, and its share of that time. */
export interface Cause {
  share: number;
  message: Message;
}

/** Smaller shares are not worth a sentence. */
const NOTABLE = 0.05;
/** Reached so much of the limit, nothing is left to explain. */
const NEARLY_ALL = 0.9;

export function whyGain({
  who,
  speedup,
  workers,
  cores,
  waiting = false,
  causes,
}: Gain): Message[] {
  const limit = waiting ? workers : Math.min(workers, cores);
  const share = speedup / limit;
  const reached: Message = {
    key: share > 1 ? 'why.beyond' : 'why.reached',
    values: { who, ratio: formatRatio(speedup), percent: percent(share), limit },
  };
  const crowded: Message[] =
    !waiting && workers > cores ? [{ key: 'why.crowded', values: { workers, cores } }] : [];
  if (share >= NEARLY_ALL) return [reached, ...crowded];
  const notable = causes
    .filter((cause) => cause.share >= NOTABLE)
    .sort((a, b) => b.share - a.share)
    .map(({ message }) => message);
  return [reached, ...crowded, ...(notable.length > 0 ? notable : [{ key: 'why.open' } as const])];
}

/** The time that workers stood idle until the last one ended. */
export function idleCause(bars: readonly Bar[], rows: number): Cause {
  const { busyMs, makespanMs } = timelineFigures(bars, rows);
  const busy = busyMs.reduce((sum, ms) => sum + ms, 0);
  const share = makespanMs > 0 ? Math.max(0, 1 - busy / (rows * makespanMs)) : 0;
  return { share, message: { key: 'why.idle', values: { percent: percent(share) } } };
}

/** A share as the whole per cent it is written as. */
export function percent(share: number): number {
  return Math.round(100 * share);
}
