/** The one interface of a demo: its controls, the shape of its results, and how it runs. A demo draws nothing itself. */
import type { ErrorCode, Playground, Statistics } from '../../common/types';
import type { Term } from '../glossary';
import type { Ratio } from '../measure';
import type { Message, MessageKey } from '../messages/index';
import type { Snippet } from '../snippets/index';
import type { Figure, FigureOutline } from './figure';
import type { Facts, Param, Values } from './params';
import type { Lab, LabOutline } from './scheduling/lab';

export type DemoName =
  'pools' | 'matmul' | 'shared-memory' | 'pipe' | 'queue' | 'partitioning' | 'scheduling';

export interface Demo {
  readonly name: DemoName;
  readonly title: MessageKey;
  /** Its name in the menu, where there is little room. */
  readonly shortTitle: MessageKey;
  /** Two sentences: what runs, and what to look for. */
  readonly summary: MessageKey;
  /** What one should know to understand its results. */
  readonly terms: readonly Term[];
  readonly params: readonly Param[];
  /** Named settings of the controls, each behind a button. */
  readonly presets: readonly { id: string; label: MessageKey; values: Values }[];
  /** The idea in Python, and the library call that does the same. */
  readonly snippet: Snippet;
  /** The playground must have exactly as many workers as the control of that name says, not only as many. */
  readonly exactWorkers?: boolean;
  /** How many workers the playground must have at least; by default what the control `workers` says. */
  workersNeeded?(values: Values): number;
  /** Why it cannot run on this page and what to do about it, or null where it can. */
  refusal?(facts: Facts): Refusal | null;
  /** The results to come, so that room is kept for them. */
  outline(values: Values, facts: Facts): Outline;
  /** What can be shown before a run; quick. */
  preview?(playground: Playground, values: Values): Promise<Outcome>;
  /** Runs once. Shows results as soon as they have been checked. Rejects with what went wrong. */
  run(context: RunContext): Promise<void>;
}

export interface Refusal {
  code: ErrorCode;
  sentences: readonly Message[];
  /** What has to be written somewhere, as it is written. */
  sample: string;
}

export interface RunContext {
  playground: Playground;
  values: Values;
  /** Aborted by Stop and by leaving the demo. */
  signal: AbortSignal;
  /** How far the run is, from 0 to 1, and what it is doing. */
  progress(fraction: number, phase: Message): void;
  /** Adds to the results on the page. */
  show(part: Outcome): void;
}

export interface Outline {
  timings: readonly { id: string; label: Message }[];
  /** The timings carry a rate in GFLOP/s. */
  rates: boolean;
  /** The first is the headline. */
  speedups: readonly { id: string; label: Message }[];
  /** Said in place of a speedup where there is nothing to compare. */
  noSpeedup: Message | null;
  timelines: readonly TimelineOutline[];
  /** The answer is a list of several lines, whose room is kept. */
  longAnswer?: boolean;
  /** The demo shows the contents of parts. */
  parts: boolean;
  comparison?: ComparisonOutline;
  scaling?: ScalingOutline;
  ownership?: OwnershipOutline;
  costs?: CostsOutline;
  figures?: readonly FigureOutline[];
  lab?: LabOutline;
}

/** Contenders for the same work: the rate of each, against what the machine can do. */
export interface ComparisonOutline {
  /** Each with a sentence on what it does. */
  rows: readonly { id: string; label: Message; is: Message }[];
  /** The row that the others' errors are measured by. */
  yardstick: string;
  /** Said below the figures until there are any. */
  notes: readonly Message[];
}

/** One piece of work on several numbers of workers. */
export interface ScalingOutline {
  counts: readonly number[];
  /** What is scaled, said in the heading. */
  of?: Message;
  /** Gustafson's law is drawn beside Amdahl's. */
  gustafson?: boolean;
  /** The times are those of a simulation, so they have no spread. */
  simulated?: boolean;
}

/** Which worker computed which part of a matrix. */
export interface OwnershipOutline {
  rows: number;
  cols: number;
  workers: readonly Message[];
}

/** What the time of a call is made of. */
export interface CostsOutline {
  rows: readonly { id: string; label: Message }[];
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
  /** What each tone of the bars stands for; empty where all bars are of one kind. */
  tones: readonly Message[];
}

export interface Outcome {
  answer?: Answer;
  timings?: Readonly<Record<string, Timing>>;
  speedups?: Readonly<Record<string, Ratio | null>>;
  timelines?: Readonly<Record<string, Timeline>>;
  parts?: readonly Parts[];
  comparison?: Comparison;
  scaling?: Scaling;
  ownership?: Ownership;
  costs?: Costs;
  figures?: Readonly<Record<string, Figure>>;
  lab?: Lab;
  /** The page was hidden for a while, which slows timers and workers down. */
  hidden?: boolean;
}

export interface Answer {
  state: 'right' | 'wrong';
  sentence: Message;
  got?: string;
  expected?: string;
}

export interface Timing {
  statistics: Statistics;
  gflops?: number;
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

export interface Timeline {
  bars: readonly Bar[];
}

/** The parts one strategy makes of a list. */
export interface Parts {
  strategy: 'chunk' | 'roundRobin';
  parts: readonly (readonly number[])[];
  /** Each part's share of the work, from 0 to 1. */
  shares: readonly number[];
}

export interface Comparison {
  rows: Readonly<Record<string, ComparisonRow>>;
  /** What the workers taking part could do at most: so many, and so much each. */
  limit: { workers: number; gflops: number };
  /** Said below the figures, and made of them. */
  notes: readonly Message[];
  clockResolutionMs: number;
}

export interface ComparisonRow {
  gflops: { median: number; low: number; high: number };
  medianMs: number;
  /** How far its answer lies from the reference. */
  error: number;
}

export interface Scaling {
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

export interface Ownership {
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

export interface Costs {
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
