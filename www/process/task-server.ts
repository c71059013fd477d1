/**
 * Tasks in a process: what comes down a line is run, one request after the other, and answered. Plain numbers go in and out side by
 * side; a failure ends the request and names the item.
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
import { functionOf, type Callable } from './function';

/** Functions that are kept, so that one which comes often is compiled once. */
const MOST_FUNCTIONS = 64;

/** How long a process begins chunks that came together, in ms; what took less was quick. */
const MOMENT_MS = 4;

/** How long a process looks at the slot after a task that came by message, in ms. */
const LISTEN_MS = 4;

/** Which of the chunks that came together may be begun, and whether the other side sees that too. */
export interface SharedClaims {
  claims: Claims;
  isShared: boolean;
}

/** How the library's objects come with arguments and go with results. */
export interface Travel {
  unpack: (value: Packed) => unknown;
  mark: Mark;
  /** Called for a result that shares memory, or has a port. */
  beforeSharing: () => void;
}

/**
 * Answers what comes through the port, for as long as the process lives, and after each message what comes through the slot. Chunks
 * that come together are begun as `shared` allows.
 */
export function serveTasks(
  port: MessagePort,
  travel: Travel,
  slot: SlotListener | null = null,
  shared: SharedClaims | null = null,
): void {
  port.onmessage = async ({ data }: MessageEvent<TaskRequest>) => {
    const length = count(data.items);
    if (shared?.isShared === false) {
      shared.claims.offer(Math.ceil(length / (data.chunksize ?? length)));
    }
    const reply = await runTasks(data, travel, shared?.claims);
    slot?.come();
    answer(port, reply);
    if (slot) await serveSlot(slot, port, data.code, travel);
  };
  port.onmessageerror = () => {
    const message = 'The arguments cannot be read in the process.';
    answer(port, { failedItem: 0, failure: { code: 'E_CLONE', message } });
  };
}

/** Answers calls of the code that a message brought. Not for long: messages and timers, the tasks' own too, must have their turn. */
async function serveSlot(
  slot: SlotListener,
  port: MessagePort,
  code: TaskCode,
  travel: Travel,
): Promise<void> {
  const untilMs = performance.now() + LISTEN_MS;
  for (let args = slot.next(untilMs); args; args = slot.next(untilMs)) {
    const items =
      'task' in code
        ? { args: Float64Array.from(args as number[]), ends: Uint32Array.of(args.length) }
        : [{ packed: args }];
    const reply = await runTasks({ code, items, spread: true }, travel);
    const small = smallValue(reply);
    if (!small) slot.announceMessage();
    slot.come();
    if (!small || !slot.answer(small.value)) answer(port, reply);
  }
}

/** The reply's one value, if it passes through a slot. */
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
      // Somebody idle may have been given the rest.
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

/** What the items gave, each at its place. */
class Results {
  /** Plain numbers, as long as there was nothing else. */
  readonly side: Float64Array;
  readonly #travel: Travel;
  #packed: Packed[] | undefined;

  constructor(items: Items | CompiledItems, travel: Travel) {
    this.#travel = travel;
    // Numbers have moved here, and each is read before its result takes its place: no memory has to be made ready.
    this.side = items instanceof Float64Array ? items : new Float64Array(count(items));
  }

  get areNumbers(): boolean {
    return this.#packed === undefined;
  }

  /** The next one. */
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
    return this.#packed ?? (done < this.side.length ? this.side.slice(0, done) : this.side);
  }
}

/** Runs items `first … end − 1`; gives the first that failed. */
type Run = (first: number, end: number) => Promise<TaskReply | undefined>;

function compiledRun(task: string, items: CompiledItems, results: Results): Run {
  return (first, end) => {
    const map = new TaskMap(1);
    try {
      addTasks(map, task, end - first < count(items) ? slice(items, first, end - first) : items);
      while (map.step(Infinity, 0));
      results.side.set(map.results(), first);
    } finally {
      map.free();
    }
    return Promise.resolve(undefined);
  };
}

/** Only a promise is waited for: for most tasks a turn of the queue would cost more than they do. */
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

/** How far a loop over numbers came, and what the task for the next item gave or threw. */
interface Tight {
  done: number;
  outcome?: () => unknown;
}

/** Numbers to numbers in their places, as long as that is what the task gives: the loop that the browser makes fast. */
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
