/** The window's side of the scheduling lab: it checks the arguments. */
import { checkCall, integer, known, oneOf, refused } from '../common/checks';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from '../common/errors';
import { POLICIES } from '../common/policies';
import { warningsOf } from './speedup';
import { ScheduleTimeline } from './schedule-timeline';
import type { Playground, ScheduleOptions, Timeline } from '../common/types';

const OPTIONS: readonly (keyof ScheduleOptions)[] = [
  'tasks',
  'workers',
  'policy',
  'load',
  'on',
  'seed',
  'taskOverheadMs',
  'dispatchOverheadMs',
  'speeds',
  'signal',
  'onProgress',
];
const MAX_TASKS = 10_000_000;
/** On real workers. */
const MAX_REAL_TASKS = 1_000_000;
const MAX_CHUNK = 1_000_000;
const MAX_SIMULATED_WORKERS = 4096;
const MAX_SEED = 0xffff_ffff;
/** The longest task on a real worker: an hour. */
const MAX_REAL_MS = 3_600_000;

export async function schedule(
  engine: EngineClient,
  { mode, workers: pool, environment }: Playground,
  options: ScheduleOptions,
): Promise<Timeline> {
  // Callers without TypeScript may omit anything.
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw refused('options', options, 'an object');
  }
  known('options', options, OPTIONS);
  checkCall(options);
  const { workers: wantedWorkers = pool, on: wantedOn = mode, seed: wantedSeed = 1 } = options;
  const load = oneOf('load', options.load, ['simulate', 'sleep', 'spin'] as const);
  const simulated = load === 'simulate';
  const mostWorkers = simulated ? MAX_SIMULATED_WORKERS : pool;
  const workers = integer('workers', wantedWorkers, 1, mostWorkers);
  const given = options.policy as Partial<ScheduleOptions['policy']> | null;
  if (typeof given !== 'object' || given === null) {
    throw refused('policy', given, "an object like {name: 'dynamic', chunk: 1}");
  }
  const { chunk: wantedChunk = 1 } = known('policy', given, ['name', 'chunk']);
  const name = oneOf('policy.name', given.name, POLICIES);
  const chunk = integer('policy.chunk', wantedChunk, 1, MAX_CHUNK);
  const on = oneOf('on', wantedOn, ['threads', 'processes'] as const);
  if (!simulated && on === 'threads' && mode !== 'threads') {
    const why = environment.reasons[0] ?? 'This playground has no threads.';
    throw new PlaygroundError('E_NOT_ISOLATED', why);
  }
  const tasks = numbersOf(
    'tasks',
    options.tasks,
    simulated ? MAX_TASKS : MAX_REAL_TASKS,
    (value) => (simulated ? value >= 0 && value < Infinity : value >= 0 && value <= MAX_REAL_MS),
  )(simulated ? 'a finite number of ms, 0 or more' : `a number of ms from 0 to ${MAX_REAL_MS}`);
  const seed = integer('seed', wantedSeed, 0, MAX_SEED);
  const speeds = options.speeds === undefined ? null : speedsOf(options.speeds, workers);

  const request = {
    tasks,
    workers,
    policy: name,
    chunk,
    load,
    on,
    seed,
    taskOverheadMs: overhead('taskOverheadMs', options.taskOverheadMs),
    dispatchOverheadMs: overhead('dispatchOverheadMs', options.dispatchOverheadMs),
    speeds,
    stepMs: environment.clockResolutionMs,
  };
  const reply = await engine.run(options, (link, call) =>
    link.call('schedule', [{ ...request, call }]),
  );
  const warnings = load === 'spin' ? warningsOf(workers, environment.cores) : [];
  return new ScheduleTimeline({ name, chunk }, load, workers, tasks, reply, warnings);
}

function overhead(name: string, value: unknown = 0): number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  throw refused(name, value, 'a finite number of milliseconds, 0 or more');
}

function speedsOf(values: ArrayLike<number>, workers: number): Float64Array {
  const speeds = numbersOf(
    'speeds',
    values,
    workers,
    (value) => value > 0 && value < Infinity,
  )('a finite number above 0');
  if (speeds.length === workers) return speeds;
  throw refused('speeds', values, `${workers} numbers, one for each worker`);
}

/** A copy of the numbers, each checked by `isGood`; the text is for the error. */
function numbersOf(
  name: string,
  values: ArrayLike<unknown>,
  most: number,
  isGood: (value: number) => boolean,
): (allowed: string) => Float64Array {
  return (allowed) => {
    const length: unknown = (values as Partial<ArrayLike<unknown>> | null | undefined)?.length;
    if (typeof values !== 'object' || typeof length !== 'number') {
      throw refused(name, values, 'an array of numbers');
    }
    if (!Number.isInteger(length) || length < 0 || length > most) {
      throw refused(`${name}.length`, length, `an integer from 0 to ${most}`);
    }
    const copy = new Float64Array(length);
    for (let index = 0; index < length; index += 1) {
      const value = values[index];
      if (typeof value !== 'number' || !isGood(value)) {
        throw refused(`${name}[${index}]`, value, allowed);
      }
      copy[index] = value;
    }
    return copy;
  };
}
