/**
 * Tasks in a process: requests from a port are run one after the other, and answered. Plain numbers
 * are passed side by side in one array. A failure ends the request and names the item.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';
import type { Claims } from '../common/claims';
import { isSmall, type SlotListener, type Small } from '../common/call-slot';
import { nowMs } from '../common/clock';
import {
  count,
  firstUncloneable,
  slice,
  transferList,
  uncloneable,
  type CompiledItems,
  type Items,
} from '../common/items';
import { failureOf, taskFailure } from '../common/outcome';
import { pack, type Mark, type Packed } from '../common/packed';
import type { TaskCode, TaskReply, TaskRequest } from '../common/protocol';
import { addTasks, refusedItem } from '../wasm/compiled-tasks';
import { release } from '../wasm/release';
import { functionOf, type Callable } from './function';
import { turn } from './turn';

/** The most compiled functions that are cached. */
const MOST_FUNCTIONS = 64;

/**
 * The time after which a process begins no more chunks of a request, in ms; a request that took
 * less was quick.
 */
const MOMENT_MS = 4;

/** The time for which a process listens to the slot before it handles its messages, in ms. */
const LISTEN_MS = 4;
/** The time after the last call for which it listens again and again, in ms. */
const STAY_MS = 40;

/** The claims on the chunks of a request, and whether they are in shared memory. */
export interface SharedClaims {
  claims: Claims;
  isShared: boolean;
}

/** How the library's objects are converted in arguments and results. */
export interface Travel {
  unpack: (value: Packed) => unknown;
  mark: Mark;
  /** Called for a result that contains shared memory or a port. */
  beforeSharing: () => void;
  /** Whether this process was declared dead. It may run on for a while. */
  isDead: () => boolean;
}

/**
 * Answers requests from the port, as long as the process lives, and after each of them calls
 * through the slot. The chunks of a request are begun as `shared` allows.
 */
export function serveTasks(
  port: MessagePort,
  travel: Travel,
  slot: SlotListener | null = null,
  shared: SharedClaims | null = null,
): void {
  let requests = 0;
  port.onmessage = async ({ data }: MessageEvent<TaskRequest>) => {
    requests += 1;
    const request = requests;
    const length = count(data.items);
    if (shared?.isShared === false) {
      shared.claims.offer(Math.ceil(length / (data.chunksize ?? length)));
    }
    const reply = await runTasks(data, travel, shared?.claims);
    // What fails because of that is no failure of the task's: the engine says what became of it.
    if ('failure' in reply && travel.isDead()) return;
    slot?.come();
    answer(port, reply);
    if (!slot) return;
    // The arguments are not retained while it listens.
    const { code } = data;
    const isLast = (): boolean => request === requests;
    await serveSlot(slot, (args) => answerCall(slot, port, code, args, travel), isLast);
  };
  port.onmessageerror = () => {
    const message = 'The arguments cannot be read in the process.';
    answer(port, { failedItem: 0, failure: { code: 'E_CLONE', message } });
  };
}

/**
 * Answers calls until the window has none for a while or summons the process. In turns with
 * messages and timers, which have to be handled too; `isLast` is false once a request has come.
 */
async function serveSlot(
  slot: SlotListener,
  answerOne: (args: Small[]) => Promise<void>,
  isLast: () => boolean,
): Promise<void> {
  let lastMs = performance.now();
  do {
    const untilMs = performance.now() + LISTEN_MS;
    for (let args = slot.next(untilMs); args; args = slot.next(untilMs)) {
      await answerOne(args);
      lastMs = performance.now();
    }
    if (performance.now() - lastMs > STAY_MS) return;
    await turn();
  } while (isLast() && slot.comeAgain());
}

/** Answers a call of the code that came by the last message. */
async function answerCall(
  slot: SlotListener,
  port: MessagePort,
  code: TaskCode,
  args: Small[],
  travel: Travel,
): Promise<void> {
  const items =
    'task' in code
      ? { args: Float64Array.from(args as number[]), ends: Uint32Array.of(args.length) }
      : [{ packed: args }];
  const reply = await runTasks({ code, items, spread: true }, travel);
  if ('failure' in reply && travel.isDead()) return;
  const small = smallValue(reply);
  if (!small) slot.announceMessage();
  slot.come();
  if (!small || !slot.answer(small.value)) answer(port, reply);
}

/** The reply's one value, if it fits into a slot. */
function smallValue(reply: TaskReply): { value: Small } | null {
  if (!('values' in reply)) return null;
  const [only] = reply.values;
  if (typeof only !== 'object') return { value: only };
  const { packed, transfer } = only;
  return transfer === undefined && isSmall(packed) ? { value: packed } : null;
}

function answer(port: MessagePort, reply: TaskReply): void {
  if (!('values' in reply)) {
    port.postMessage(reply);
    return;
  }
  const { values } = reply;
  try {
    port.postMessage(reply, transferList(values));
  } catch (error) {
    const failedItem = firstUncloneable(values);
    port.postMessage({ failedItem, failure: failureOf(uncloneable('The result', error)) });
  }
}

async function runTasks(request: TaskRequest, travel: Travel, claims?: Claims): Promise<TaskReply> {
  const { code, items, spread = false, timed = false } = request;
  const length = count(items);
  const { chunksize = length } = request;
  const ranMs: number[] = [];
  const startMs = nowMs();
  let done = 0;
  try {
    const results = new Results(items, travel);
    const run =
      'task' in code
        ? compiledRun(code.task, items as CompiledItems, results)
        : functionRun(cached(code.source), items as Items, spread, travel.unpack, results);
    while (done < length) {
      const chunkMs = done > 0 ? nowMs() : startMs;
      if (chunkMs - startMs > MOMENT_MS) break;
      // The engine may have given the rest to another process.
      if (claims?.begin() === false) break;
      const end = Math.min(done + chunksize, length);
      const failed = await run(done, end);
      if (failed) return failed;
      if (timed) ranMs.push(chunkMs, nowMs());
      done = end;
    }
    const values = results.values(done);
    const quick = nowMs() - startMs < MOMENT_MS;
    return timed ? { values, quick, ranMs } : { values, quick };
  } catch (error) {
    return { failedItem: done + (refusedItem(error) ?? 0), failure: failureOf(error) };
  }
}

/** The results of the items, in their order. */
class Results {
  /** The results, as long as all are numbers. */
  readonly side: Float64Array;
  readonly #travel: Travel;
  #packed: Packed[] | undefined;

  constructor(items: Items | CompiledItems, travel: Travel) {
    this.#travel = travel;
    // The items' own array is reused: each number is read before its result is written.
    this.side = items instanceof Float64Array ? items : new Float64Array(count(items));
  }

  get areNumbers(): boolean {
    return this.#packed === undefined;
  }

  /** Adds the next result. */
  add(index: number, value: unknown): void {
    if (typeof value === 'number' && !this.#packed) {
      this.side[index] = value;
      return;
    }
    this.#packed ??= Array.from(this.side.subarray(0, index), (number) => ({ packed: number }));
    const packed = pack(value, this.#travel.mark);
    if (packed.shares) this.#travel.beforeSharing();
    this.#packed.push(packed);
  }

  values(done: number): Items {
    return this.#packed ?? (done < this.side.length ? slice(this.side, 0, done) : this.side);
  }
}

/** Runs items `first … end − 1`; gives the failure of the first that failed. */
type Run = (first: number, end: number) => Promise<TaskReply | undefined>;

function compiledRun(task: string, items: CompiledItems, results: Results): Run {
  return (first, end) => {
    const map = new TaskMap(1);
    try {
      addTasks(map, task, end - first < count(items) ? slice(items, first, end - first) : items);
      while (map.step(Infinity, 0));
      results.side.set(map.results(), first);
    } finally {
      release(map);
    }
    return Promise.resolve(undefined);
  };
}

/** Only promises are awaited: for most tasks an `await` would cost more than the task. */
function functionRun(
  task: Callable,
  items: Items,
  spread: boolean,
  unpack: Travel['unpack'],
  results: Results,
): Run {
  return async (first, end) => {
    const tight =
      items instanceof Float64Array && results.areNumbers
        ? runNumbers(task, results.side, first, end)
        : { done: first };
    for (let index = tight.done; index < end; index += 1) {
      let value: unknown;
      try {
        if (index === tight.done && tight.outcome) value = tight.outcome();
        else {
          const item = items[index];
          const argument = typeof item === 'object' ? unpack(item) : item;
          value = spread ? task(...(argument as unknown[])) : task(argument);
        }
        if (isThenable(value)) value = await value;
      } catch (thrown) {
        return { failedItem: index, failure: taskFailure(thrown) };
      }
      try {
        results.add(index, value);
      } catch (error) {
        return { failedItem: index, failure: failureOf(uncloneable('The result', error)) };
      }
    }
    return undefined;
  };
}

/**
 * The number of items done by the loop over numbers, and the result of the next one if that was no
 * number.
 */
interface Tight {
  done: number;
  outcome?: () => unknown;
}

/**
 * Maps numbers to numbers in place, until the task gives something else: a loop that browsers
 * optimise well.
 */
function runNumbers(task: Callable, side: Float64Array, first: number, end: number): Tight {
  let done = first;
  try {
    for (; done < end; done += 1) {
      const value = task(side[done]);
      if (typeof value !== 'number') return { done, outcome: () => value };
      side[done] = value;
    }
    return { done };
  } catch (thrown) {
    return {
      done,
      outcome: () => {
        throw thrown;
      },
    };
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  const holdsMore = typeof value === 'object' || typeof value === 'function';
  return holdsMore && value !== null && 'then' in value;
}

const functions = new Map<string, Callable>();

function cached(source: string): Callable {
  const known = functions.get(source);
  if (known) return known;
  const made = functionOf(source);
  if (functions.size >= MOST_FUNCTIONS) functions.clear();
  functions.set(source, made);
  return made;
}
