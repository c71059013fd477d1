/** The terms of the glossary, in the order in which one leads to the next. A term is there by being listed here. */
import type { MessageKey } from './messages/index';

export const TERMS = [
  'worker',
  'process',
  'thread',
  'core',
  'sharedMemory',
  'crossOriginIsolation',
  'webAssembly',
  'concurrency',
  'pool',
  'chunkSize',
  'overhead',
  'makespan',
  'speedup',
  'efficiency',
  'median',
  'loadBalance',
  'lowerBound',
  'amdahl',
  'gustafson',
  'karpFlatt',
  'raceCondition',
  'lock',
  'atomic',
  'cacheLine',
  'semaphore',
  'barrier',
  'deadlock',
  'pipe',
  'queue',
  'sentinel',
  'backPressure',
  'partitioning',
  'roundRobin',
  'selfScheduling',
  'workStealing',
  'simd',
  'microKernel',
  'packing',
  'gflops',
  'strassen',
] as const;

export type Term = (typeof TERMS)[number];

/** What comes after `#/` in the glossary's address. */
export const GLOSSARY = 'glossary';

export function nameOf(term: Term): MessageKey {
  return `term.${term}`;
}

export function meaningOf(term: Term): MessageKey {
  return `term.${term}.is`;
}
