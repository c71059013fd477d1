/**
 * The types of `<parallel-demo>` for pages that embed it: `embed.d.ts` of the site is made of this
 * file. Times are milliseconds. Every promise settles.
 */
import type { ErrorCode, PolicyName, PythonResult, StartMethod, Statistics } from '../common/types';

/** The values of a demo's controls, by their names. */
export type DemoSettings = Readonly<Record<string, string | number>>;

/** How many times faster: of medians, with the lowest and the highest of two samples in a turn. */
export interface DemoSpeedup {
  id: string;
  value: number;
  low: number;
  high: number;
  /** Why its digits say nothing. */
  doubt?: 'clock' | 'noise' | 'beyond';
  /** The workers that it exceeds, where that is the doubt. */
  most?: number;
}

export interface DemoTiming extends Statistics {
  id: string;
  gflops?: number;
}

export interface DemoBar {
  row: number;
  label: string;
  /** From the timeline's start. */
  startMs: number;
  endMs: number;
}

/** The figures of a timeline of the scheduling lab. */
export interface DemoPolicyFigures {
  makespanMs: number;
  lowerBoundMs: number;
  speedup: number | null;
  efficiency: number | null;
  loadBalance: number | null;
  dispatches: number;
  overheadMs: number;
  overheadPerDispatchMs: number | null;
  idleMs: number;
}

/** What a run of a demo gave. */
export interface DemoResult {
  demo: string;
  /** The settings it ran with. */
  params: DemoSettings;
  answer: { right: boolean; sentence: string; got?: string; expected?: string } | null;
  speedups: readonly DemoSpeedup[];
  timings: readonly DemoTiming[];
  timelines: readonly { id: string; bars: readonly DemoBar[] }[];
  /** What follows only demos have that show it. */
  comparison?: {
    rows: Readonly<
      Record<
        string,
        { gflops: { median: number; low: number; high: number }; medianMs: number; error: number }
      >
    >;
    limit: { workers: number; gflops: number };
  };
  scaling?: {
    points: readonly {
      workers: number;
      speedup: Omit<DemoSpeedup, 'id'> | null;
      efficiency: number | null;
      karpFlatt: number | null;
    }[];
    serialFraction: number | null;
  };
  costs?: {
    rows: Readonly<Record<string, { arithmeticMs: number; copyMs: number; restMs: number }>>;
    dispatchUs: number | null;
  };
  figures?: Readonly<
    Record<string, readonly { row: string; cells: Readonly<Record<string, number | null>> }[]>
  >;
  policies?: readonly (DemoPolicyFigures & {
    policy: PolicyName;
    predicted: DemoPolicyFigures | null;
  })[];
}

/** What a program of `demo="python"` gave. */
export interface ProgramResult extends PythonResult {
  demo: 'python';
  /** The name of the program; empty for the page's own. */
  program: string;
  params: { method: StartMethod; workers: number };
}

/** `demo-ready`: the demo is there, and may be run. */
export interface DemoReady {
  demo: string;
  /** The frame is cross-origin isolated: threads and shared memory are there. */
  crossOriginIsolated: boolean;
  /** What in the attributes could not be used. */
  problems: readonly string[];
  settings: DemoSettings;
}

/** `demo-failed`: it cannot run, or a run has failed or was stopped. */
export interface DemoFailure {
  code: ErrorCode | 'E_UNKNOWN';
  message: string;
}

/** What `run` rejects with. */
export interface DemoError extends Error, DemoFailure {
  name: 'DemoError';
}

export interface ParallelDemoEventMap extends HTMLElementEventMap {
  'demo-ready': CustomEvent<DemoReady>;
  'demo-finished': CustomEvent<DemoResult | ProgramResult>;
  'demo-failed': CustomEvent<DemoFailure>;
}

export interface ParallelDemoElement extends HTMLElement {
  /**
   * Runs the demo once, as soon as it has been loaded and no other demo of the page is running.
   * Where a run is under way, it is that one. Rejects with a `DemoError`: the run's own code,
   * `E_CANCELLED` after `stop`, `E_TIMEOUT` where the demo does not load, `E_CLOSED` where the
   * element is not in the document or is taken away.
   */
  run(): Promise<DemoResult | ProgramResult>;
  /** Stops the run under way, and those that wait. */
  stop(): void;
  /**
   * The values of the controls. What is assigned is set in the demo without loading it anew; names
   * that are left out stay as they are.
   */
  settings: DemoSettings;
  /** Of the last run that finished; null before. */
  readonly result: DemoResult | ProgramResult | null;
  addEventListener<K extends keyof ParallelDemoEventMap>(
    type: K,
    listener: (this: ParallelDemoElement, event: ParallelDemoEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ParallelDemoEventMap>(
    type: K,
    listener: (this: ParallelDemoElement, event: ParallelDemoEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'parallel-demo': ParallelDemoElement;
  }
}
