/** The element of each kind of figure. A kind is on the page by being listed here. */
import type { DataOf, FigureKind, OutlineOf } from '../../demos/figures';
import type { FigureElement } from '../figure-element';
import { PpFigure } from './pp-figure';
import { PpParts } from './pp-parts';
import { PpScaling } from './pp-scaling';
import { PpTimelines } from './pp-timelines';
import { PpTimings } from './pp-timings';

type FigureClass<K extends FigureKind> = (new () => FigureElement<OutlineOf<K>, DataOf<K>>) & {
  readonly tag: string;
};

/** Those of one demo alone, which `load.ts` loads. */
const LATER = {
  comparison: 'pp-comparison',
  costs: 'pp-costs',
  interleaving: 'pp-interleaving',
  lab: 'pp-lab',
  ownership: 'pp-ownership',
} satisfies { readonly [K in FigureKind]?: string };

type Later = keyof typeof LATER;

/** Those that are there with the demos. */
export const FIGURES: { readonly [K in Exclude<FigureKind, Later>]: FigureClass<K> } = {
  timelines: PpTimelines,
  table: PpFigure,
  scaling: PpScaling,
  parts: PpParts,
  timings: PpTimings,
};

/** The element's name. */
export function figureTag(kind: FigureKind): string {
  return isLater(kind) ? LATER[kind] : FIGURES[kind].tag;
}

function isLater(kind: FigureKind): kind is Later {
  return kind in LATER;
}
