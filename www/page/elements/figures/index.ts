/** The element of each kind of figure. A kind is on the page by being listed here. */
import type { DataOf, FigureKind, OutlineOf } from '../../demos/figures';
import type { FigureElement } from '../figure-element';
import { PpComparison } from './pp-comparison';
import { PpCosts } from './pp-costs';
import { PpFigure } from './pp-figure';
import { PpInterleaving } from './pp-interleaving';
import { PpLab } from '../lab/pp-lab';
import { PpOwnership } from './pp-ownership';
import { PpParts } from './pp-parts';
import { PpScaling } from './pp-scaling';
import { PpTimelines } from './pp-timelines';
import { PpTimings } from './pp-timings';

type FigureClass<K extends FigureKind> = (new () => FigureElement<OutlineOf<K>, DataOf<K>>) & {
  readonly tag: string;
};

export const FIGURES: { readonly [K in FigureKind]: FigureClass<K> } = {
  timelines: PpTimelines,
  lab: PpLab,
  table: PpFigure,
  comparison: PpComparison,
  scaling: PpScaling,
  ownership: PpOwnership,
  costs: PpCosts,
  parts: PpParts,
  interleaving: PpInterleaving,
  timings: PpTimings,
};
