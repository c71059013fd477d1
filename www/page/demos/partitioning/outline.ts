/** The strategies, and the shape of their results. */
import type { PartitionStrategy } from '../../../common/types';
import type { Message } from '../../messages/message';
import type { Outline } from '../demo';
import { numberOf, type Facts, type Values } from '../params';

export const STRATEGIES = ['chunk', 'roundRobin'] as const satisfies readonly PartitionStrategy[];

export function outline(values: Values, facts: Facts): Outline {
  const parts = numberOf(values, 'parts');
  const rows: Message[] = Array.from({ length: facts.workers }, (_, index) => ({
    key: 'row.process',
    values: { n: index + 1 },
  }));
  const who = (strategy: PartitionStrategy): Message => ({ key: `partitioning.${strategy}` });
  return {
    speedups: STRATEGIES.map((strategy) => ({
      id: strategy,
      label: { key: 'partitioning.speedup', values: { strategy: who(strategy) } },
    })),
    definition: { key: 'partitioning.definition' },
    noSpeedup: null,
    figures: [
      {
        kind: 'timelines',
        timelines: STRATEGIES.map((strategy) => ({
          id: strategy,
          title: { key: 'partitioning.timeline', values: { strategy: who(strategy), n: parts } },
          description: { key: 'partitioning.timelineDescription' },
          rows,
          tones: [],
        })),
      },
      { kind: 'parts' },
      {
        kind: 'timings',
        rows: [
          { id: 'one', label: { key: 'partitioning.onePart' } },
          ...STRATEGIES.map((strategy) => ({ id: strategy, label: who(strategy) })),
        ],
      },
    ],
  };
}
