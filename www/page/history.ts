/**
 * The runs so far: what was run, on what, and its figures. Kept in this browser's storage, and
 * nowhere else; what is found there was written by this page, but perhaps by another version of it,
 * and is read with that in mind.
 */
import { browserMemory, guarded } from './browser-memory';
import type { Mode, Statistics } from '../common/types';
import type { Outcome, Outline } from './demos/demo';
import { figureOf } from './demos/figures';
import type { Values } from './demos/params';
import { findDemo } from './demos/registry';
import { DOUBTS, type Ratio } from './measure';
import { isMessageKey, type Message } from './messages/index';
import { picturesOf, readPictures, type PastPicture } from './past-pictures';
import { Store } from './store';
import {
  allOf,
  fieldsOf,
  numberOf,
  oneOfThese,
  parsed,
  readable,
  recordOf,
  textOf,
} from './stored';

export interface PastRun {
  demo: string;
  /** When it ended: milliseconds since 1970. */
  atMs: number;
  values: Values;
  machine: { mode: Mode; workers: number; cores: number; clockResolutionMs: number };
  timings: readonly PastTiming[];
  /** The headline, where there was one. */
  speedup: Ratio | null;
  /** Its timelines; of older runs they are forgotten first. */
  pictures: readonly PastPicture[];
}

export type PastTiming = { id: string; label: Message } & Pick<
  Statistics,
  'medianMs' | 'minMs' | 'maxMs' | 'samplesMs'
>;

/** Older runs are forgotten. */
export const MOST_RUNS = 100;
/** So many runs of a demo keep their pictures. */
export const MOST_PICTURED = 12;
const KEY = 'parallel-playground:runs';
/** As far from 1970 as dates go. */
const MOST_DATE_MS = 8.64e15;
/** The page's own messages name one another once or twice. */
const MOST_DEPTH = 8;
const MOST_LETTERS = 4096;
const MODES: readonly Mode[] = ['threads', 'processes'];

/** What keeps texts: the browser's own, or a test's. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>;

export class History {
  /** The newest first. */
  readonly runs: Store<readonly PastRun[]>;
  readonly #memory: Memory | null;

  constructor(memory: Memory | null = browserMemory()) {
    this.#memory = memory;
    this.runs = new Store(readRuns(guarded(() => memory?.getItem(KEY)) ?? ''));
  }

  add(run: PastRun): void {
    const seen = new Map<string, number>();
    const runs = [run, ...this.runs.value].slice(0, MOST_RUNS).map((one) => {
      const newer = seen.get(one.demo) ?? 0;
      seen.set(one.demo, newer + 1);
      return newer < MOST_PICTURED || one.pictures.length === 0 ? one : { ...one, pictures: [] };
    });
    this.#keep(runs);
  }

  /** Forgets the runs of a demo. */
  forget(demo: string): void {
    this.#keep(this.runs.value.filter((run) => run.demo !== demo));
  }

  of(demo: string): PastRun[] {
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
  demo: string,
  values: Values,
  outline: Outline,
  outcome: Outcome,
  machine: PastRun['machine'],
  atMs: number,
): PastRun {
  const headline = outline.speedups[0];
  const timed = outline.figures.find((figure) => figure.kind === 'timings');
  const timings = figureOf(outcome, 'timings');
  return {
    demo,
    atMs,
    values,
    machine,
    timings: (timed?.rows ?? []).flatMap(({ id, label }) => {
      const statistics = timings?.rows[id]?.statistics;
      if (statistics === undefined) return [];
      const { medianMs, minMs, maxMs, samplesMs } = statistics;
      return [{ id, label, medianMs, minMs, maxMs, samplesMs }];
    }),
    speedup: (headline && outcome.speedups?.[headline.id]) ?? null,
    pictures: picturesOf(outline, outcome, values),
  };
}

/** The settings in which a run differs from the one before it; all of them where there is none. */
export function differences(values: Values, before: Values | undefined): string[] {
  return Object.keys(values).filter((name) => values[name] !== before?.[name]);
}

/** The runs of a text; those of which anything cannot be shown any more are left out. */
export function readRuns(text: string): PastRun[] {
  return readable(parsed(text), readRun).slice(0, MOST_RUNS);
}

function readRun(found: unknown): PastRun | undefined {
  const run = recordOf(found);
  const demo = findDemo(textOf(run?.['demo']) ?? '')?.name;
  const atMs = numberOf(run?.['atMs']);
  const values = fieldsOf(run?.['values'], readValue);
  const machine = readMachine(run?.['machine']);
  const timings = allOf(run?.['timings'], readTiming);
  const speedup = run?.['speedup'] === null ? null : readRatio(run?.['speedup']);
  if (demo === undefined || atMs === undefined || Math.abs(atMs) > MOST_DATE_MS) return undefined;
  if (!values || !machine || !timings || speedup === undefined) return undefined;
  // A run is worth more than its pictures, which earlier versions did not keep.
  const pictures = readPictures(run?.['pictures'], readMessage);
  return { demo, atMs, values, machine, timings, speedup, pictures };
}

/** No control holds a longer text. */
function readValue(found: unknown): Values[string] | undefined {
  const text = textOf(found);
  return text === undefined ? numberOf(found) : text.length <= MOST_LETTERS ? text : undefined;
}

function readMachine(found: unknown): PastRun['machine'] | undefined {
  const machine = recordOf(found);
  const mode = oneOfThese(MODES, machine?.['mode']);
  const workers = numberOf(machine?.['workers']);
  const cores = numberOf(machine?.['cores']);
  const clockResolutionMs = numberOf(machine?.['clockResolutionMs']);
  return mode === undefined ||
    workers === undefined ||
    cores === undefined ||
    clockResolutionMs === undefined
    ? undefined
    : { mode, workers, cores, clockResolutionMs };
}

function readTiming(found: unknown): PastTiming | undefined {
  const timing = recordOf(found);
  const id = textOf(timing?.['id']);
  const label = readMessage(timing?.['label']);
  const medianMs = numberOf(timing?.['medianMs']);
  const minMs = numberOf(timing?.['minMs']);
  const maxMs = numberOf(timing?.['maxMs']);
  const samplesMs = allOf(timing?.['samplesMs'], numberOf);
  if (id === undefined || label === undefined || medianMs === undefined) return undefined;
  if (minMs === undefined || maxMs === undefined || samplesMs === undefined) return undefined;
  return { id, label, medianMs, minMs, maxMs, samplesMs };
}

function readRatio(found: unknown): Ratio | undefined {
  const ratio = recordOf(found);
  const value = numberOf(ratio?.['value']);
  const low = numberOf(ratio?.['low']);
  const high = numberOf(ratio?.['high']);
  if (value === undefined || low === undefined || high === undefined) return undefined;
  const doubt = oneOfThese(DOUBTS, ratio?.['doubt']);
  const most = numberOf(ratio?.['most']);
  return {
    value,
    low,
    high,
    ...(doubt !== undefined && { doubt }),
    ...(most !== undefined && { most }),
  };
}

/** A message of this catalogue, and so are all messages in it. */
function readMessage(found: unknown, depth = 0): Message | undefined {
  const message = recordOf(found);
  const key = textOf(message?.['key']);
  if (key === undefined || !isMessageKey(key) || depth > MOST_DEPTH) return undefined;
  if (message?.['values'] === undefined) return { key };
  const values = fieldsOf(
    message['values'],
    (value) => textOf(value) ?? numberOf(value) ?? readMessage(value, depth + 1),
  );
  return values && { key, values };
}
