/**
 * The figures that results are made of. Each kind has an outline, which is known before the run so
 * that room is kept, and data, which the run shows. Data only: the element of each kind is listed
 * in `elements/figures/index.ts`.
 */
import type { Statistics } from '../../common/types';
import type { Ratio } from '../measure';
import type { Message } from '../messages/message';
import type { LabData, LabOutline } from './scheduling/lab';
import type { Step } from './shared-memory/replay';
import type { TableData, TableOutline } from './table';

export type FigureOutline =
  | TimelinesOutline
  | LabOutline
  | TableOutline
  | ComparisonOutline
  | ScalingOutline
  | OwnershipOutline
  | CostsOutline
  | PartsOutline
  | InterleavingOutline
  | TimingsOutline;

export type FigureData =
  | TimelinesData
  | LabData
  | TableData
  | ComparisonData
  | ScalingData
  | OwnershipData
  | CostsData
  | PartsData
  | InterleavingData
  | TimingsData;

export type FigureKind = FigureOutline['kind'];
export type OutlineOf<K extends FigureKind> = Extract<FigureOutline, { kind: K }>;
export type DataOf<K extends FigureKind> = Extract<FigureData, { kind: K }>;

/** What distinguishes a figure from the others of its demo. */
export function figureId(figure: FigureOutline | FigureData): string {
  return figure.kind === 'table' ? figure.id : figure.kind;
}

/** The data of a figure, once the run has shown it. A table is asked for by its id. */
export function figureOf<K extends FigureKind>(
  { figures = [] }: { figures?: readonly FigureData[] },
  kind: K,
  id: string = kind,
): DataOf<K> | undefined {
  return figures.find(
    (figure): figure is DataOf<K> => figure.kind === kind && figureId(figure) === id,
  );
}

/** One time axis with a row for each worker; several of them are placed side by side. */
export interface TimelinesOutline {
  kind: 'timelines';
  timelines: readonly TimelineOutline[];
}

export interface TimelineOutline {
  id: string;
  title: Message;
  /** One sentence for a reader who cannot see it. */
  description: Message;
  rows: readonly Message[];
  /** Its time axis ends where it ends itself; the others' end together. */
  ownAxis?: boolean;
  /** The rows whose load is to be even; all where it is left out. */
  balanced?: readonly number[];
  /** Its bars are lives, not work: makespan and load balance would say nothing. */
  plain?: boolean;
  /** What each tone of the bars stands for; empty where all bars are of one kind. */
  tones: readonly Message[];
}

export interface TimelinesData {
  kind: 'timelines';
  /** By the timeline's id. */
  bars: Readonly<Record<string, readonly Bar[]>>;
}

/** A measured interval on one row of a timeline. */
export interface Bar {
  row: number;
  label: Message | string;
  startMs: number;
  endMs: number;
  /** Index of its colour. */
  tone: number;
}

/** Contenders for the same work: the rate of each, against what the machine can do. */
export interface ComparisonOutline {
  kind: 'comparison';
  /** Each with a sentence on what it does. */
  rows: readonly { id: string; label: Message; is: Message }[];
  /** The row that the others' errors are measured by. */
  yardstick: string;
  /** Shown below the figures until there are any. */
  notes: readonly Message[];
}

export interface ComparisonData {
  kind: 'comparison';
  rows: Readonly<Record<string, ComparisonRow>>;
  /** What the workers taking part could do at most: so many, and so much each. */
  limit: { workers: number; gflops: number };
  /** Shown below the figures, and made of them. */
  notes: readonly Message[];
  clockResolutionMs: number;
}

export interface ComparisonRow {
  gflops: { median: number; low: number; high: number };
  medianMs: number;
  /** How far its answer lies from the reference. */
  error: number;
}

/** One piece of work on several numbers of workers. */
export interface ScalingOutline {
  kind: 'scaling';
  counts: readonly number[];
  /** What is scaled, named in the heading. */
  of?: Message;
  /** Gustafson's law is drawn beside Amdahl's. */
  gustafson?: boolean;
  /** The times are those of a simulation, so they have no spread. */
  simulated?: boolean;
}

export interface ScalingData {
  kind: 'scaling';
  points: readonly ScalingPoint[];
  /** Of Amdahl's law, fitted; null where there is nothing to fit. */
  serialFraction: number | null;
}

export interface ScalingPoint {
  workers: number;
  /** Null where it was too short for the clock. */
  speedup: Ratio | null;
  efficiency: number | null;
  karpFlatt: number | null;
}

/** Which worker computed which part of a matrix. */
export interface OwnershipOutline {
  kind: 'ownership';
  rows: number;
  cols: number;
  workers: readonly Message[];
}

export interface OwnershipData {
  kind: 'ownership';
  cells: readonly Cell[];
}

/** A part of a matrix, and the worker that it belongs to. */
export interface Cell {
  row: number;
  rows: number;
  col: number;
  cols: number;
  worker: number;
}

/** What the time of a call is made of. */
export interface CostsOutline {
  kind: 'costs';
  rows: readonly { id: string; label: Message }[];
}

export interface CostsData {
  kind: 'costs';
  rows: Readonly<Record<string, Cost>>;
  /** Handing a job to all threads and hearing that it is done; null without threads. */
  dispatchUs: number | null;
  clockResolutionMs: number;
}

export interface Cost {
  arithmeticMs: number;
  copyMs: number;
  restMs: number;
}

/** The contents of the parts that each strategy makes of a list. */
export interface PartsOutline {
  kind: 'parts';
}

export interface PartsData {
  kind: 'parts';
  strategies: readonly Parts[];
}

/** The parts one strategy makes of a list. */
export interface Parts {
  strategy: 'chunk' | 'roundRobin';
  parts: readonly (readonly number[])[];
  /** Each part's share of the work, from 0 to 1. */
  shares: readonly number[];
}

/** Processes that count in one place, step by step. */
export interface InterleavingOutline {
  kind: 'interleaving';
  processes: readonly Message[];
  /** By each process. */
  increments: number;
}

export interface InterleavingData {
  kind: 'interleaving';
  /** In the order in which they happened. */
  steps: readonly Step[];
}

/** Every time that was measured, with all its samples. */
export interface TimingsOutline {
  kind: 'timings';
  rows: readonly { id: string; label: Message }[];
  /** The timings carry a rate in GFLOP/s. */
  rates?: boolean;
}

export interface TimingsData {
  kind: 'timings';
  rows: Readonly<Record<string, Timing>>;
}

export interface Timing {
  statistics: Statistics;
  gflops?: number;
}
