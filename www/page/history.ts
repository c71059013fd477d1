/**
 * The runs so far: what was run, on what, and its figures. Kept in this browser's storage, and nowhere else; what is found
 * there was written by this page, but perhaps by another version of it, and is read with that in mind.
 */
import type { Mode, Statistics } from '../lib/types';
import type { DemoName, Outcome, Outline } from './demos/demo';
import type { Values } from './demos/params';
import { findDemo } from './demos/registry';
import type { Ratio } from './measure';
import { isMessageKey, type Message } from './messages/index';
import { Store } from './store';

export interface PastRun {
  demo: DemoName;
  /** When it ended: milliseconds since 1970. */
  atMs: number;
  values: Values;
  machine: { mode: Mode; workers: number; cores: number; clockResolutionMs: number };
  timings: readonly PastTiming[];
  /** The headline, where there was one. */
  speedup: Ratio | null;
}

export type PastTiming = { id: string; label: Message } & Pick<
  Statistics,
  'medianMs' | 'minMs' | 'maxMs' | 'samplesMs'
>;

/** Older runs are forgotten. */
export const MOST_RUNS = 100;
const KEY = 'parallel-playground:runs';

/** What keeps texts: the browser's own, or a test's. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>;

export class History {
  /** The newest first. */
  readonly runs: Store<readonly PastRun[]>;
  readonly #memory: Memory | null;

  constructor(memory: Memory | null = browserMemory()) {
    this.#memory = memory;
    this.runs = new Store(readRuns(guarded(() => memory?.getItem(KEY)) ?? '[]'));
  }

  add(run: PastRun): void {
    this.#keep([run, ...this.runs.value].slice(0, MOST_RUNS));
  }

  /** Forgets the runs of a demo. */
  forget(demo: DemoName): void {
    this.#keep(this.runs.value.filter((run) => run.demo !== demo));
  }

  of(demo: DemoName): PastRun[] {
    return this.runs.value.filter((run) => run.demo === demo);
  }

  #keep(runs: readonly PastRun[]): void {
    this.runs.set(runs);
    // Full, or switched off: then they last as long as the page.
    guarded(() => this.#memory?.setItem(KEY, JSON.stringify(runs)));
  }
}

/** What is kept of a finished run. */
export function pastRun(
  demo: DemoName,
  values: Values,
  outline: Outline,
  outcome: Outcome,
  machine: PastRun['machine'],
  atMs: number,
): PastRun {
  const headline = outline.speedups[0];
  return {
    demo,
    atMs,
    values,
    machine,
    timings: outline.timings.flatMap(({ id, label }) => {
      const statistics = outcome.timings?.[id]?.statistics;
      if (statistics === undefined) return [];
      const { medianMs, minMs, maxMs, samplesMs } = statistics;
      return [{ id, label, medianMs, minMs, maxMs, samplesMs }];
    }),
    speedup: (headline && outcome.speedups?.[headline.id]) ?? null,
  };
}

/** The settings in which a run differs from the one before it; all of them where there is none. */
export function differences(values: Values, before: Values | undefined): string[] {
  return Object.keys(values).filter((name) => values[name] !== before?.[name]);
}

/** The runs of a text; those that cannot be shown any more are left out. */
export function readRuns(text: string): PastRun[] {
  const runs = guarded((): unknown => JSON.parse(text));
  return Array.isArray(runs) ? runs.filter(isRun).slice(0, MOST_RUNS) : [];
}

function isRun(run: unknown): run is PastRun {
  const one = run as Partial<PastRun> | null;
  return (
    typeof one === 'object' &&
    one !== null &&
    findDemo(String(one.demo)) !== null &&
    Number.isFinite(one.atMs) &&
    typeof one.values === 'object' &&
    typeof one.machine?.workers === 'number' &&
    Array.isArray(one.timings) &&
    (one.timings as PastTiming[]).every(
      (timing) => Number.isFinite(timing.medianMs) && isSaid(timing.label),
    ) &&
    (one.speedup === null || Number.isFinite(one.speedup?.value))
  );
}

/** A message, and all messages in it, are of this catalogue. */
function isSaid(message: Message): boolean {
  return (
    isMessageKey(message.key) &&
    Object.values(message.values ?? {}).every((value) => typeof value !== 'object' || isSaid(value))
  );
}

function browserMemory(): Memory | null {
  return guarded(() => localStorage) ?? null;
}

/** What storage gives, or nothing where it may not be used. */
function guarded<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
