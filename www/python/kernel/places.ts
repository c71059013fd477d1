/** What a run and its processes have in the heap. */
import { ERRORS, OWNED_EXIT } from '../../../pkg/heap';
import type { ProcessPlace } from '../../common/python-messages';
import type { HeapInstance } from '../../heap/instance';
import { fenceOf, LINE, REGION_BYTES } from '../../heap/layout';

// The words of a run's block.
/** The next process's id. */
export const NEXT_PID = 0;
/** The queue of what processes write. */
export const CONSOLE = 1;
/** The queue of the standard input. */
export const STDIN = 2;
/** A word that never changes, for sleeping. */
export const SLEEP = 3;
export const RUN_BYTES = LINE;

/** The first process's id. */
export const FIRST_PID = 1000;

// Words of a fence, behind those of the library's processes.
const INTERRUPT = 4;

/** Where a process's word of signals is. */
export function interruptOf(region: number): number {
  return fenceOf(region) + INTERRUPT * 4;
}

/**
 * A place for a process, and the descriptor there of its parent's exit status. The place's own
 * exit status has a reference for whoever starts the process, and one in the process's table.
 * Below 0: an error of the heap.
 */
export function newPlace(
  instance: HeapInstance,
  parent: ProcessPlace | null,
  copiesTable: boolean,
): { place: ProcessPlace; parentFd: number } | number {
  const { exports } = instance;
  const region = exports.heap_allocate(REGION_BYTES, 1);
  const exit = exports.owned_create(OWNED_EXIT, LINE);
  const table = exports.table_create();
  if (region <= 0 || exit < 0 || table < 0) return ERRORS.NO_MEMORY;
  if (copiesTable && parent) exports.table_copy(parent.table, table);
  exports.owned_retain(exit);
  exports.table_open(table, exit);
  let parentFd = -1;
  if (parent) {
    exports.owned_retain(parent.exit);
    parentFd = exports.table_open(table, parent.exit);
  }
  return { place: { region, table, exit }, parentFd };
}
