/**
 * What lies where in the heap, in bytes. What heap.wasm knows as well comes from its own
 * description.
 *
 *   0              heap.wasm's own data
 *   HEADER         the allocator's header
 *   WINDOW_REGION  the region of the window's instance
 *   ENGINE_REGION  the region of the engine's instance
 *   FIRST_BLOCK    objects, messages and the regions of processes, as the allocator places them
 */
import { HEADER, HEADER_BYTES, QUEUE_HEADER_BYTES } from '../../pkg/heap';
import { SLOT_BYTES } from '../common/call-slot';

/** Identities of agents; those of processes follow. */
export const ENGINE_AGENT = 1;
export const WINDOW_AGENT = 2;

/** A cache line: objects are aligned to it. */
export const LINE = 64;

export const STACK_BYTES = 32_768;
export const STAGE_BYTES = 65_536;
const REPLY_BYTES = 4096;
/** For the instance's thread-local data. */
export const LOCAL_BYTES = 64;
/** Bytes for the records of pending operations; more are allocated when needed. */
export const OPERATIONS_BYTES = 2048;
/** Bytes of the ring for answers to blocking calls. */
export const REPLY_RING_BYTES = 2048;

/**
 * Bytes of an instance's region: stack, staging area, reply queue, call slot, fence, thread-local
 * data and operation records.
 */
export const REGION_BYTES =
  STACK_BYTES + STAGE_BYTES + REPLY_BYTES + SLOT_BYTES + LINE + LOCAL_BYTES + OPERATIONS_BYTES;

export const WINDOW_REGION = HEADER + HEADER_BYTES;
export const ENGINE_REGION = WINDOW_REGION + REGION_BYTES;
export const FIRST_BLOCK = ENGINE_REGION + REGION_BYTES;

/** Bytes of a queue's ring, or of one direction of a pipe. */
export const RING_BYTES = 65_536;
/** Bytes of a queue: its header, then its ring. */
export const QUEUE_BYTES = QUEUE_HEADER_BYTES + RING_BYTES;
/** Bytes of a lock, a semaphore, an event or a barrier. */
export const CELL_BYTES = LINE;

/** Where the region's staging area is. */
export function stageOf(region: number): number {
  return region + STACK_BYTES;
}

/** Where the region's queue for the engine's answers to blocking calls is. */
export function replyQueueOf(region: number): number {
  return stageOf(region) + STAGE_BYTES;
}

/** Where the region's slot for calls from the window is. */
export function slotOf(region: number): number {
  return replyQueueOf(region) + REPLY_BYTES;
}

/** Where the region's fence is: the words by which its agent is declared dead. */
export function fenceOf(region: number): number {
  return slotOf(region) + SLOT_BYTES;
}

/** Where the instance's thread-local data are. */
export function localsOf(region: number): number {
  return fenceOf(region) + LINE;
}

/** Where the region's operations are. */
export function operationsOf(region: number): number {
  return localsOf(region) + LOCAL_BYTES;
}

// Words of a fence, behind those of `Fence` in `src/ipc/native.rs`.
/** 1 once the agent has views of shared arrays: it can write to them without an operation. */
export const HAS_VIEWS = 2;
/**
 * The address of the last block that the agent has allocated for its operations, or 0; each block
 * begins with the address of the one before.
 */
export const OPERATION_BLOCKS = 3;
