/** The ways to count, and the shape of their results. */
import type { Message } from '../../messages/message';
import type { Outline } from '../demo';
import { numberOf, type Values } from '../params';
import type { TableOutline } from '../table';
import type { Method } from './programs';

/** One process that no other disturbs, then several, in three ways each. */
export const WAYS = ['one', 'oneAtomic', 'oneLock', 'plain', 'atomic', 'lock'] as const;
export type Way = (typeof WAYS)[number];
export const SHARED = ['plain', 'atomic', 'lock'] as const satisfies readonly Method[];
/** Of the run that is shown step by step. */
export const SLOW = { processes: 2, increments: 6 };

export function nameOf(way: Way, values: Values): Message {
  return { key: `shared.${way}`, values: { n: numberOf(values, 'processes') } };
}

export function outline(values: Values): Outline {
  const rows = (count: number): Message[] =>
    Array.from({ length: count }, (_, index) => ({
      key: 'row.process',
      values: { n: index },
    }));
  const processes = numberOf(values, 'processes');
  return {
    speedups: (['atomic', 'lock'] as const).map((way) => ({ id: way, label: nameOf(way, values) })),
    definition: { key: 'shared.definition' },
    noSpeedup: null,
    figures: [
      {
        kind: 'timelines',
        timelines: [
          {
            id: 'writers',
            title: { key: 'shared.timelineWriters' },
            description: { key: 'shared.timelineWritersDescription' },
            rows: rows(numberOf(values, 'writers')),
            ownAxis: true,
            tones: [{ key: 'shared.toneStarting' }, { key: 'shared.toneWriting' }],
          },
          ...SHARED.map((way) => ({
            id: way,
            title: nameOf(way, values),
            description: { key: 'shared.timelineCounterDescription' } as const,
            rows: rows(processes),
            tones: [],
          })),
        ],
      },
      { kind: 'interleaving', processes: rows(SLOW.processes), increments: SLOW.increments },
      counterTable(values),
      { kind: 'timings', rows: WAYS.map((way) => ({ id: way, label: nameOf(way, values) })) },
    ],
  };
}

function counterTable(values: Values): TableOutline {
  return {
    kind: 'table',
    id: 'counter',
    heading: { key: 'shared.counterHeading' },
    description: { key: 'shared.counterDescription' },
    empty: { key: 'shared.counterEmpty' },
    chart: {
      kind: 'stack',
      unit: { key: 'shared.unit' },
      bars: WAYS.length,
      parts: [{ key: 'shared.arrived' }, { key: 'shared.lostPart' }],
    },
    table: {
      what: { key: 'shared.way' },
      columns: [
        { id: 'counter', label: { key: 'shared.counter' }, format: 'count' },
        { id: 'lost', label: { key: 'shared.lost' }, format: 'count' },
        { id: 'share', label: { key: 'shared.lostShare' }, format: 'percent' },
        { id: 'ns', label: { key: 'shared.ns' }, format: 'significant' },
      ],
      rows: WAYS.map((way) => ({ id: way, label: nameOf(way, values) })),
    },
    notes: [{ key: 'shared.noteRace' }, { key: 'shared.noteCost' }],
  };
}
