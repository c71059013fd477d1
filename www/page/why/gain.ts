/**
 * Why several workers were worth what they were: the share of the ideal that was reached, and the
 * parts of what is missing, of which each was measured in this run. The parts and the rest add up
 * to what is missing. Pure.
 */
import { formatRatio, formatSignificant } from '../messages/format';
import type { Message } from '../messages/message';
import type { Ratio } from '../measure';
import type { Account, CauseName } from './account';

export interface Gain {
  /** The workers, in words. */
  who: Message;
  speedup: Ratio;
  workers: number;
  cores: number;
  /** Tasks that wait need no core. */
  waiting?: boolean;
  /** Null where the workers' time was not measured. */
  account: Account | null;
  /** In the demo's own words; each is given `percent`. */
  words?: Partial<Record<Cause, Message>>;
}

/** `crowded` is the part of `slower` that too few cores explain. */
export type Cause = CauseName | 'crowded';

/** Smaller parts, in hundredths of the workers' time, are not worth a sentence. */
const NOTABLE = 3;
/** If so little is missing, nothing is left to explain. */
const HARDLY_ANYTHING = 10;

export function whyGain(gain: Gain): Message[] {
  const { who, speedup, workers } = gain;
  // Nothing can be said of digits that tell nothing.
  if (speedup.doubt === 'clock') return [{ key: 'why.clock' }];
  const ideal = { who, limit: workers };
  if (speedup.doubt === 'beyond')
    return [
      {
        key: 'why.beyond',
        values: { ...ideal, low: formatRatio(speedup.low), high: formatRatio(speedup.high) },
      },
    ];
  const reached = Math.min(100, percent(speedup.value / workers));
  const missing = 100 - reached;
  const parts = missing > HARDLY_ANYTHING ? partsOf(gain, missing) : [];
  const values = { ...ideal, ratio: formatRatio(speedup.value), percent: reached, missing };
  const noisy = speedup.doubt === 'noise';
  if (parts.length === 0) return [{ key: noisy ? 'why.noGain' : 'why.reached', values }];
  const rest = missing - parts.reduce((sum, part) => sum + part.percent, 0);
  return [
    { key: noisy ? 'why.noGainOf' : 'why.reachedOf', values },
    ...parts.map(({ cause, percent }) => wordsOf(gain, cause, percent)),
    ...(rest > 0 ? [{ key: 'why.rest', values: { percent: rest } } as const] : []),
  ];
}

/** The notable parts of what is missing, in hundredths; together never more than that. */
function partsOf(gain: Gain, missing: number): { cause: Cause; percent: number }[] {
  const { account } = gain;
  if (account === null) return [];
  const all = account.workers * account.elapsedMs;
  const shares = sharesOf(gain, account)
    .map(([cause, ms]) => ({ cause, percent: percent(ms / all) }))
    .sort((a, b) => b.percent - a.percent);
  let left = missing;
  return shares.flatMap((part) => {
    const named = Math.min(part.percent, left);
    if (!(named >= NOTABLE)) return [];
    left -= named;
    return [{ cause: part.cause, percent: named }];
  });
}

function sharesOf(gain: Gain, { lostMs, workers, elapsedMs }: Account): [Cause, number][] {
  const { slower, ...others } = lostMs;
  const parts = Object.entries(others) as [Cause, number][];
  if (slower === undefined) return parts;
  // Of P workers on C cores, P − C are stopped at any time, in the middle of a task.
  const stopped = gain.waiting === true ? 0 : Math.max(0, workers - gain.cores) * elapsedMs;
  const crowded = Math.max(0, Math.min(slower, stopped));
  return [['crowded', crowded], ['slower', slower - crowded], ...parts];
}

function wordsOf(gain: Gain, cause: Cause, percent: number): Message {
  const own = gain.words?.[cause];
  if (own) return { ...own, values: { ...own.values, percent } };
  switch (cause) {
    case 'crowded':
      return { key: 'why.crowded', values: { percent, workers: gain.workers, cores: gain.cores } };
    case 'slower':
      return {
        key: 'why.slower',
        values: { percent, times: formatSignificant(gain.account?.slowdown ?? Number.NaN) },
      };
    case 'idle':
    case 'handing':
    case 'copying':
      return { key: `why.${cause}`, values: { percent } };
  }
}

/** A share as the whole per cent it is written as. */
export function percent(share: number): number {
  return Math.round(100 * share);
}
