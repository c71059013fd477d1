/** All algorithms on the same operands: which there are, and the shape of their results. */
import type { Algorithm } from '../../../common/types';
import { formatRatio, formatScientific } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { Outline } from '../demo';
import type { ComparisonRow } from '../figures';
import { ALGORITHMS, type Setup } from './setup';

/** Above this size the naive product takes longer than all others together, again and again. */
const LARGEST_NAIVE = 1024;

export function algorithmsOutline(setup: Setup): Outline {
  const contenders = contendersOf(setup);
  return {
    speedups: pairsOf(setup).map(([baseline, contender]) => ({
      id: contender,
      label: {
        key: 'matmul.over',
        values: { contender: nameOf(contender), baseline: nameOf(baseline) },
      },
    })),
    definition: { key: 'matmul.definitionAlgorithms' },
    noSpeedup: null,
    figures: [
      {
        kind: 'comparison',
        rows: contenders.map((id) => ({
          id,
          label: nameOf(id),
          is: { key: `matmul.${id}.is` },
        })),
        yardstick: 'fast',
        notes: notesOf(setup),
      },
      {
        kind: 'timings',
        rows: contenders.map((id) => ({ id, label: nameOf(id) })),
        rates: true,
      },
    ],
  };
}

/** In the order of the page, which is the order in which they were thought of. */
export function contendersOf({ n }: Setup): Algorithm[] {
  return ALGORITHMS.filter((algorithm) => algorithm !== 'naive' || n <= LARGEST_NAIVE);
}

/** Who is compared with whom in the headline. */
export function pairsOf(setup: Setup): [baseline: Algorithm, contender: Algorithm][] {
  const [first = 'naive'] = contendersOf(setup);
  return [
    [first, 'fast'],
    ['fast', 'strassen'],
  ];
}

/**
 * What Strassen's product gained and what it cost, with gaps before a run; and why an algorithm is
 * missing.
 */
export function notesOf(setup: Setup, rows?: ReadonlyMap<Algorithm, ComparisonRow>): Message[] {
  const [fast, strassen] = [rows?.get('fast'), rows?.get('strassen')];
  const gap = '–';
  const values =
    fast && strassen && fast.medianMs > 0 && fast.error > 0
      ? {
          time: formatRatio(strassen.medianMs / fast.medianMs),
          times: formatRatio(strassen.error / fast.error),
          error: formatScientific(strassen.error),
          fastError: formatScientific(fast.error),
        }
      : { time: gap, times: gap, error: gap, fastError: gap };
  const notes: Message[] = [{ key: 'matmul.strassenNote', values }];
  if (!contendersOf(setup).includes('naive')) {
    notes.push({ key: 'matmul.naiveLeftOut', values: { most: LARGEST_NAIVE } });
  }
  return notes;
}

function nameOf(algorithm: Algorithm): Message {
  return { key: `matmul.${algorithm}` };
}
