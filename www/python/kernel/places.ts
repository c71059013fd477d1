/** What a run and its processes have in the heap. */
import { ERRORS, OWNED_EXIT } from '../../../pkg/heap';
import type { Inherited, ProcessPlace } from '../../common/python-messages';
import type { HeapInstance } from '../../heap/instance';
import { LINE, REGION_BYTES } from '../../heap/layout';
import { setId } from './descriptors';
import { inheritActions } from './signals';

// The words of a run's block.
/** The next process's id. */
export const NEXT_PID = 0;
/** The queue of what processes write. */
export const CONSOLE = 1;
/** The queue of the standard input. */
export const STDIN = 2;
/** A word that never changes, for sleeping. */
export const SLEEP = 3;
/** The ids of the processes that have not ended: each is in the word that its remainder names. */
const ALIVE = 16;
const N_ALIVE = 4096;
export const RUN_BYTES = LINE + N_ALIVE * 4;

/** The first process's id. */
export const FIRST_PID = 1000;

/** From now on others can send the process signals, and its exit status bears its number. */
export function enterProcess(words: Int32Array, run: number, pid: number, exit = 0): void {
  Atomics.store(words, run / 4 + ALIVE + (pid % N_ALIVE), pid);
  if (exit !== 0) setId(words, exit, pid);
}

export function removeProcess(words: Int32Array, run: number, pid: number): void {
  Atomics.compareExchange(words, run / 4 + ALIVE + (pid % N_ALIVE), pid, 0);
}

/** Whether there is a process of that id, which has not ended. */
export function isProcess(words: Int32Array, run: number, pid: number): boolean {
  return pid >= FIRST_PID && Atomics.load(words, run / 4 + ALIVE + (pid % N_ALIVE)) === pid;
}

/**
 * A place for a process, and the descriptor there of its parent's exit status. The place's own
 * exit status has a reference for whoever starts the process, and one in the process's table.
 * There the descriptors that the process inherits follow upon its exit status and its parent's.
 * Below 0: an error of the heap.
 */
export function newPlace(
  instance: HeapInstance,
  parent: ProcessPlace | null,
  inherited: Inherited,
): { place: ProcessPlace; parentFd: number } | number {
  const { exports } = instance;
  const region = exports.heap_allocate(REGION_BYTES, 1);
  const exit = exports.owned_create(OWNED_EXIT, LINE);
  const table = exports.table_create();
  if (region <= 0 || exit < 0 || table < 0) return ERRORS.NO_MEMORY;
  const copiesAll = inherited === 'all';
  if (copiesAll && parent) exports.table_copy(parent.table, table);
  inheritActions(instance.heap, parent?.region ?? null, region, copiesAll);
  exports.owned_retain(exit);
  exports.table_open(table, exit);
  let parentFd = -1;
  if (parent) {
    exports.owned_retain(parent.exit);
    parentFd = exports.table_open(table, parent.exit);
    for (const fd of copiesAll ? [] : inherited) {
      const at = exports.table_object(parent.table, fd);
      if (at <= 0) continue;
      exports.owned_retain(at);
      if (exports.table_open(table, at) < 0) return ERRORS.NO_MEMORY;
    }
  }
  return { place: { region, table, exit }, parentFd };
}
