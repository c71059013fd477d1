/**
 * What processes do about signals. A process says which ones it has handlers for and which ones it
 * ignores, in words behind its fence; whoever sends one reads them.
 */
import type { HeapMemory } from '../../heap/heap-memory';
import { fenceOf } from '../../heap/layout';

export const SIGINT = 2;
export const SIGABRT = 6;
export const SIGKILL = 9;
export const SIGSEGV = 11;

/** In a process's word of signals: it has been killed. No signal has this number. */
export const KILLED = 127;

/** The longest time between two looks of a process that waits at its word of signals, in ms. */
export const SLICE_MS = 40;

/** Ignored unless there is a handler: those of children, continuation, urgent data, windows. */
const HARMLESS = new Set([0, 17, 18, 23, 28]);

/** The first signal of which there is no bit in a word. */
const SIGNALS = 32;

// Words of a fence, behind those of the library's processes.
const INTERRUPT = 4;
const HANDLED = 5;
const IGNORED = 6;

/** What a signal does to a process, as `_playground.system` numbers it. */
export const DEFAULT = 0;
export const HANDLE = 1;
export const IGNORE = 2;

/** Where a process's word of signals is: the number of one that nobody has seen yet. */
export function interruptOf(region: number): number {
  return fenceOf(region) + INTERRUPT * 4;
}

/** What the signal does to the process of that region. */
export function actionOf(heap: HeapMemory, region: number, signal: number): number {
  if (signal === SIGKILL) return DEFAULT;
  if (has(heap, region, HANDLED, signal)) return HANDLE;
  const isIgnored = has(heap, region, IGNORED, signal) || HARMLESS.has(signal);
  return isIgnored ? IGNORE : DEFAULT;
}

export function setAction(heap: HeapMemory, region: number, signal: number, action: number): void {
  const words = wordsOf(heap, region);
  const at = fenceOf(region) / 4;
  const bit = bitOf(signal);
  // What is new is set first: between the two, the signal must not do what it does by default.
  if (action === HANDLE) Atomics.or(words, at + HANDLED, bit);
  if (action === IGNORE) Atomics.or(words, at + IGNORED, bit);
  if (action !== HANDLE) Atomics.and(words, at + HANDLED, ~bit);
  if (action !== IGNORE) Atomics.and(words, at + IGNORED, ~bit);
}

/** A new process ignores what its parent ignores; a copy of it has its handlers as well. */
export function inheritActions(
  heap: HeapMemory,
  parent: number | null,
  region: number,
  isCopy: boolean,
): void {
  const words = wordsOf(heap, region);
  const read = (word: number): number =>
    parent === null ? 0 : Atomics.load(words, fenceOf(parent) / 4 + word);
  const ignored = read(IGNORED);
  const handled = isCopy ? read(HANDLED) : bitOf(SIGINT) & ~ignored;
  Atomics.store(words, fenceOf(region) / 4 + IGNORED, ignored);
  Atomics.store(words, fenceOf(region) / 4 + HANDLED, handled);
}

function has(heap: HeapMemory, region: number, word: number, signal: number): boolean {
  return (Atomics.load(wordsOf(heap, region), fenceOf(region) / 4 + word) & bitOf(signal)) !== 0;
}

function bitOf(signal: number): number {
  return signal > 0 && signal < SIGNALS ? 1 << signal : 0;
}

function wordsOf(heap: HeapMemory, region: number): Int32Array {
  return heap.words(fenceOf(region) + (IGNORED + 1) * 4);
}
