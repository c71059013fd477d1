/**
 * The two pools, as the window sees them.
 */
import { pack, unpack, type Packed } from '../common/packed';
import type { MapRequest, TaskCode } from '../common/protocol';
import { integer, MAX_COUNT, milliseconds, refused } from './checks';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from './errors';
import type {
  Environment,
  MapOptions,
  Mode,
  PoolStats,
  ProcessPool,
  TaskName,
  ThreadPool,
} from './types';

type AnyFunction = (item: never) => unknown;

export class ProcessPoolHandle implements ProcessPool {
  readonly #engine: EngineClient;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  async map<O>(
    task: TaskName | AnyFunction,
    items: Iterable<unknown>,
    options: MapOptions = {},
  ): Promise<O[]> {
    const compiled = typeof task === 'string';
    if (!compiled && typeof task !== 'function') {
      throw refused('task', task, 'the name of a compiled task or a function');
    }
    const code = compiled ? { task } : { source: task.toString() };
    const list = compiled ? compiledItems(items) : [...items].map((item) => pack(item));
    const values = (await mapOn(this.#engine, 'processes', code, list, options)) as Packed[];
    return values.map((value) => unpack(value, (marker) => marker) as O);
  }

  stats(): Promise<PoolStats> {
    return this.#engine.ask('stats', 'processes');
  }
}

export class ThreadPoolHandle implements ThreadPool {
  readonly #engine: EngineClient;
  readonly #mode: Mode;
  readonly #environment: Environment;

  constructor(engine: EngineClient, mode: Mode, environment: Environment) {
    this.#engine = engine;
    this.#mode = mode;
    this.#environment = environment;
  }

  async map(
    task: TaskName,
    items: Iterable<number | number[]>,
    options: MapOptions = {},
  ): Promise<number[]> {
    this.#expectThreads();
    if (typeof task !== 'string') {
      const why = 'A thread has no JavaScript of its own: threads run compiled tasks only.';
      throw new PlaygroundError('E_UNSUPPORTED', why);
    }
    const list = compiledItems(items);
    return (await mapOn(this.#engine, 'threads', { task }, list, options)) as number[];
  }

  async stats(): Promise<PoolStats> {
    this.#expectThreads();
    return this.#engine.ask('stats', 'threads');
  }

  #expectThreads(): void {
    if (this.#mode === 'threads') return;
    const why = this.#environment.reasons[0] ?? 'This playground has no threads.';
    throw new PlaygroundError('E_NOT_ISOLATED', why);
  }
}

function mapOn(
  engine: EngineClient,
  on: Mode,
  code: TaskCode,
  items: MapRequest['items'],
  options: MapOptions,
): Promise<unknown[]> {
  const chunksize = integer('chunksize', options.chunksize ?? 1, 1, MAX_COUNT);
  if (options.timeoutMs !== undefined) milliseconds('timeoutMs', options.timeoutMs);
  return engine.run(options, (link, call) =>
    link.call('map', [{ call, on, code, items, chunksize }]),
  );
}

/** The argument lists of a compiled task, which takes numbers only. */
function compiledItems(items: Iterable<unknown>): number[][] {
  return Array.from(items, (item, index) => {
    const args: unknown[] = Array.isArray(item) ? item : [item];
    if (args.every((arg) => typeof arg === 'number')) return args;
    throw refused(`items[${index}]`, item, 'a number or an array of numbers for a compiled task');
  });
}
