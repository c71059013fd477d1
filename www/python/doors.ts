/**
 * The functions that our Python calls, by name. Python imports them once, before the snapshot is
 * taken, so they are the same objects for the whole life of an interpreter; what they do is decided
 * when the interpreter becomes a process.
 */
import { hold } from './suspension';

type Door = (...args: never[]) => unknown;

/** Those that take and give numbers alone: methods of the kernel as they are. */
export const PLAIN_DOORS = [
  'semaphore_create',
  'semaphore_acquire',
  'semaphore_release',
  'semaphore_value',
  'queue_create',
  'pipe_create',
  'poll',
  'size',
  'task_done',
  'join',
  'block_create',
  'element_get',
  'element_set',
  'retain',
  'open',
  'duplicate',
  'close',
  'exit_code',
] as const;

const DOOR_NAMES = [
  ...PLAIN_DOORS,
  'put',
  'get',
  'wait_any',
  'block_read',
  'block_write',
  'spawn',
  'fork',
  'kill',
  'exists',
  'signal_action',
  'exit',
  'sleep',
  'write',
  'input',
  'span',
  'place',
  'inbox',
  'take',
  'release',
  'check',
  'thread_start',
  'park',
  'unpark',
  'turn',
  'answer',
  'product',
] as const;

export type DoorName = (typeof DOOR_NAMES)[number];

export interface Doors {
  doors: Record<DoorName, Door>;
  /** What serves the calls from now on. */
  serve(kernel: Record<DoorName, Door>): void;
  /**
   * From now on nothing is served: every call throws the error that is returned, which Pyodide
   * passes through Python's frames without running them.
   */
  shut(): Error;
}

export function makeDoors(): Doors {
  let serving: Record<DoorName, Door> | undefined;
  const entries = DOOR_NAMES.map((name) => {
    const door = (...args: never[]): unknown => {
      const reply = serving?.[name](...args);
      return reply instanceof Promise ? hold(reply) : reply;
    };
    return [name, door] as const;
  });
  return {
    doors: Object.fromEntries(entries) as Record<DoorName, Door>,
    serve: (kernel) => {
      serving = kernel;
    },
    shut: () => {
      const error = Object.assign(new Error('The process has ended.'), {
        pyodide_fatal_error: true,
      });
      const fail = (): never => {
        throw error;
      };
      const shut = DOOR_NAMES.map((name): [string, Door] => [name, fail]);
      serving = Object.fromEntries(shut) as Record<DoorName, Door>;
      return error;
    },
  };
}
