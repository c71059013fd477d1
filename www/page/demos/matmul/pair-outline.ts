/** One worker against several: who they are, and the shape of their results. */
import type { Message } from '../../messages/message';
import type { Outline } from '../demo';
import type { Kind } from './products';
import { team, workerRows, type Setup } from './setup';

export type Contender = 'one' | 'many';

export function pairOutline(setup: Setup): Outline {
  const contenders = contendersOf(setup);
  const parallel = contenders.length > 1;
  const workers = workerRows(setup.place, setup.workers);
  return {
    speedups: parallel
      ? [
          {
            id: 'total',
            label: { key: 'matmul.totalOf', values: { who: team(setup.place, setup.workers) } },
          },
        ]
      : [],
    definition: { key: 'matmul.definition' },
    noSpeedup: parallel ? null : { key: 'matmul.nothingToCompare' },
    figures: [
      {
        kind: 'timelines',
        timelines: [
          {
            id: 'last',
            title: { key: parallel ? 'matmul.timelineParallel' : 'matmul.timelineOne' },
            description: { key: 'matmul.timelineDescription' },
            rows: workers,
            tones: [],
          },
        ],
      },
      { kind: 'ownership', rows: setup.n, cols: setup.n, workers },
      { kind: 'costs', rows: contenders.map(({ id, who }) => ({ id, label: who })) },
      {
        kind: 'timings',
        rows: contenders.flatMap(({ id, who }) => [
          { id: `${id}-compute`, label: { key: 'matmul.computeOf', values: { who } } },
          { id: `${id}-total`, label: { key: 'matmul.totalOf', values: { who } } },
        ]),
        rates: true,
      },
    ],
  };
}

/** The baseline, and what it is compared with. */
export function contendersOf(setup: Setup): { id: Contender; who: Message; kind: Kind }[] {
  const { algorithm, place, workers } = setup;
  const one = { algorithm, place: 'one', workers: 1 } as const;
  return [
    { id: 'one', who: team('one', 1), kind: one },
    ...(place === 'one'
      ? []
      : [{ id: 'many', who: team(place, workers), kind: { algorithm, place, workers } } as const]),
  ];
}
