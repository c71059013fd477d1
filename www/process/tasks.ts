/**
 * Tasks in a process: what comes down a line is run, one request after the other, and answered. Plain numbers go in and out side by
 * side; a failure ends the chunk and names the item.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';
import { isSmall, type SlotListener, type Small } from '../common/call-slot';
import { nowMs } from '../common/clock';
import {
  count,
  firstUncloneable,
  toArray,
  transferList,
  uncloneable,
  type CompiledItems,
  type Items,
} from '../common/items';
import { describe, failureOf } from '../common/outcome';
import { pack, type Packed } from '../common/packed';
import type { TaskCode, TaskReply, TaskRequest } from '../common/protocol';
import { addTasks, refusedItem } from '../wasm/tasks';
import { functionOf } from './function';

/** Functions that are kept, so that one which comes often is compiled once. */
const MOST_FUNCTIONS = 64;

/** How long a process looks at the slot after a task that came by message, in ms. */
const LISTEN_MS = 4;

type Callable = (...args: unknown[]) => unknown;
type Unpack = (value: Packed) => unknown;

/** Answers what comes through the port, for as long as the process lives, and after each message what comes through the slot. */
export function serveTasks(
  port: MessagePort,
  unpack: Unpack,
  slot: SlotListener | null = null,
): void {
  port.onmessage = async ({ data }: MessageEvent<TaskRequest>) => {
    const reply = await (data.timed ? runTimed(data, unpack) : runTasks(data, unpack));
    slot?.come();
    answer(port, reply);
    if (slot) await serveSlot(slot, port, data.code, unpack);
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
  unpack: Unpack,
): Promise<void> {
  const untilMs = performance.now() + LISTEN_MS;
  for (let args = slot.next(untilMs); args; args = slot.next(untilMs)) {
    const items =
      'task' in code
        ? { args: Float64Array.from(args as number[]), ends: Uint32Array.of(args.length) }
        : [{ packed: args }];
    const reply = await runTasks({ code, items, spread: true }, unpack);
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

async function runTimed(request: TaskRequest, unpack: Unpack): Promise<TaskReply> {
  const startMs = nowMs();
  const reply = await runTasks(request, unpack);
  return 'values' in reply ? { ...reply, ranMs: [startMs, nowMs()] } : reply;
}

async function runTasks(request: TaskRequest, unpack: Unpack): Promise<TaskReply> {
  const { code, items } = request;
  try {
    if ('task' in code) return runCompiled(code.task, items as CompiledItems);
    return await runFunction(cached(code.source), items as Items, request.spread === true, unpack);
  } catch (error) {
    return { failedItem: refusedItem(error) ?? 0, failure: failureOf(error) };
  }
}

function runCompiled(task: string, items: CompiledItems): TaskReply {
  const map = new TaskMap(1);
  try {
    addTasks(map, task, items);
    while (map.step(Infinity, 0));
    return { values: map.results() };
  } finally {
    map.free();
  }
}

/** The task over the items. Only a promise is waited for: for most tasks a turn of the queue would cost more than they do. */
async function runFunction(
  task: Callable,
  items: Items,
  spread: boolean,
  unpack: Unpack,
): Promise<TaskReply> {
  const length = count(items);
  const side = new Float64Array(length);
  let packed: Packed[] | undefined;
  const tight = items instanceof Float64Array ? runNumbers(task, items, side) : NOTHING;
  for (let index = tight.done; index < length; index += 1) {
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
      const cause = describe(thrown);
      const message = `The task failed: ${cause.name}: ${cause.message}`;
      return { failedItem: index, failure: { code: 'E_TASK', message, cause } };
    }
    if (typeof value === 'number' && !packed) {
      side[index] = value;
      continue;
    }
    packed ??= toArray(side.subarray(0, index)).map((number) => ({ packed: number }));
    try {
      packed.push(pack(value));
    } catch (error) {
      return { failedItem: index, failure: failureOf(uncloneable('The result', error)) };
    }
  }
  return { values: packed ?? side };
}

/** How far a loop over numbers came, and what the task for the next item gave or threw. */
interface Tight {
  done: number;
  outcome?: () => unknown;
}

const NOTHING: Tight = { done: 0 };

/** Numbers to numbers, as long as that is what the task gives: the loop that the browser makes fast. */
function runNumbers(task: Callable, items: Float64Array, side: Float64Array): Tight {
  const { length } = items;
  let done = 0;
  try {
    for (; done < length; done += 1) {
      const value = task(items[done]);
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
  return typeof value === 'object' && value !== null && 'then' in value;
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
