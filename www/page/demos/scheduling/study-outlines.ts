/** The shape of the two studies of one policy. */
import type { PolicyName } from '../../../common/types';
import type { TableOutline } from '../table';

/** The policies that the study of chunk sizes compares. */
export const CHUNKED = ['dynamic', 'guided', 'factoring'] as const satisfies readonly PolicyName[];
/** Beyond so many workers, not every number of them is looked at. */
const EVERY_COUNT = 4;

export const CHUNKS: TableOutline = {
  kind: 'table',
  id: 'chunks',
  heading: { key: 'scheduling.chunksHeading' },
  description: { key: 'scheduling.chunksDescription' },
  empty: { key: 'scheduling.chunksEmpty' },
  chart: {
    kind: 'curves',
    x: { key: 'scheduling.chunk' },
    y: { key: 'timings.ms' },
    curves: CHUNKED.map((name) => ({ key: `policy.${name}` })),
    xFormat: 'count',
  },
  table: {
    what: { key: 'scheduling.chunk' },
    columns: CHUNKED.map((name) => ({
      id: name,
      label: { key: `policy.${name}` },
      format: 'significant',
    })),
    rows: [],
  },
  notes: [{ key: 'scheduling.chunksNote' }],
};

/** 1, 2, 3, 4, 8, 16, … and the number itself. */
export function workerCounts(workers: number): number[] {
  const counts = [];
  for (let count = 1; count < workers; count = count < EVERY_COUNT ? count + 1 : count * 2)
    counts.push(count);
  return [...counts, workers];
}
