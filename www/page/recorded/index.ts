/**
 * A run of every demo that was recorded elsewhere, with the settings it opens with: what a reader
 * sees before a run of their own. `make recordings` records them; where that was is known at once,
 * what the run showed is loaded with the demo.
 */
import type { Mode } from '../../common/types';
import type { Demo, Outcome, Outline } from '../demos/demo';
import { wholeSetting, type Facts, type Values } from '../demos/params';
import type { Sketch } from '../demos/sketch';
import machine from './machine.json';

export interface RecordedOn {
  /** Milliseconds since 1970. */
  atMs: number;
  browser: string;
  mode: Mode;
  workers: number;
  cores: number;
  clockResolutionMs: number;
}

export const RECORDED_ON: RecordedOn = {
  ...machine,
  mode: machine.mode === 'threads' ? 'threads' : 'processes',
};

/** What was known of the engine there. */
export const RECORDED_FACTS: Facts = {
  workers: machine.workers,
  maxWorkers: machine.workers,
  threads: RECORDED_ON.mode === 'threads',
  sharedMemory: RECORDED_ON.mode === 'threads' ? 'yes' : 'not-isolated',
  certain: true,
};

/** The settings of the recorded run: the defaults, there. */
export function recordedValues({ params }: Pick<Demo, 'params'>): Values {
  return wholeSetting(params, RECORDED_FACTS, {});
}

export function recordedOutline(demo: Demo): Outline {
  return demo.outline(recordedValues(demo), RECORDED_FACTS);
}

/**
 * A reader who has changed nothing sees the recorded run, also where the defaults are others here;
 * what is only looked at may have been chosen.
 */
export function meansRecorded(
  { params }: Pick<Demo, 'params'>,
  values: Values,
  facts: Facts,
): boolean {
  const asked = params.filter(({ looksOnly }) => looksOnly !== true);
  return [wholeSetting(params, facts, {}), wholeSetting(params, RECORDED_FACTS, {})].some((whole) =>
    asked.every(({ name }) => values[name] === whole[name]),
  );
}

/** A recording as it is kept. */
export interface Kept {
  values: Values;
  outcome: unknown;
}

const FILES = import.meta.glob<Kept>('../demos/*/recording.json', { import: 'default' });

/** What the recorded run of a demo showed. Rejects where it cannot be loaded. */
export async function loadRecording(demo: string): Promise<Outcome> {
  const load = FILES[`../demos/${demo}/recording.json`];
  if (load === undefined) throw new RangeError(`no recording of ${demo}`);
  const [{ outcome }, { revived }] = await Promise.all([load(), import('./revive')]);
  return revived(outcome);
}

/** The small pictures of all recorded runs, by the demo's name. */
export async function loadSketches(): Promise<Readonly<Record<string, Sketch>>> {
  const { default: sketches } = await import('./sketches.json');
  return sketches as unknown as Readonly<Record<string, Sketch>>;
}
