/** The element of each kind of figure. A kind is on the page by being listed here. */
import type { DataOf, FigureKind, OutlineOf } from '../../demos/figures';
import type { FigureElement } from '../figure-element';
import { PpComparison } from './pp-comparison';
import { PpCosts } from './pp-costs';
import { PpFigure } from './pp-figure';
import { PpInterleaving } from './pp-interleaving';
import { PpOwnership } from './pp-ownership';
import { PpParts } from './pp-parts';
import { PpScaling } from './pp-scaling';
import { PpTimelines } from './pp-timelines';
import { PpTimings } from './pp-timings';

type FigureClass<K extends FigureKind> = (new () => FigureElement<OutlineOf<K>, DataOf<K>>) & {
  readonly tag: string;
};

/** What is there with the page. */
export const FIGURES: { readonly [K in Exclude<FigureKind, 'lab'>]: FigureClass<K> } = {
  timelines: PpTimelines,
  table: PpFigure,
  comparison: PpComparison,
  scaling: PpScaling,
  ownership: PpOwnership,
  costs: PpCosts,
  parts: PpParts,
  interleaving: PpInterleaving,
  timings: PpTimings,
};

/** The element's name; the lab's is defined when it has been loaded. */
export function figureTag(kind: FigureKind): string {
  return kind === 'lab' ? 'pp-lab' : FIGURES[kind].tag;
}
