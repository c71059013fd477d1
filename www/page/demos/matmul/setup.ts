/** What the controls of the matrix product ask for, and how it is put into words. */
import type { Algorithm } from '../../../common/types';
import type { Message } from '../../messages/message';
import type { Outline, RunContext } from '../demo';
import { choiceOf, numberOf, type Values } from '../params';
import { PRECISIONS, type Operands, type Precision } from './operands';

export const ALGORITHMS = [
  'naive',
  'blocked',
  'simd',
  'fast',
  'strassen',
] as const satisfies readonly Algorithm[];
export const PLACES = ['one', 'threads', 'processes'] as const;
export const STUDIES = ['pair', 'algorithms', 'speedup'] as const;

export type Place = (typeof PLACES)[number];
export type StudyName = (typeof STUDIES)[number];

export interface Setup {
  study: StudyName;
  n: number;
  precision: Precision;
  algorithm: Algorithm;
  place: Place;
  workers: number;
  repeats: number;
}

/** One question about the product: the shape of its results, and how they are measured. */
export interface Study {
  outline(setup: Setup): Outline;
  run(context: RunContext, setup: Setup, operands: Operands): Promise<void>;
}

export function setupOf(values: Values): Setup {
  const place = choiceOf(values, 'where', PLACES);
  return {
    study: choiceOf(values, 'study', STUDIES),
    n: numberOf(values, 'n'),
    precision: choiceOf(values, 'precision', PRECISIONS),
    algorithm: choiceOf(values, 'algorithm', ALGORITHMS),
    place,
    workers: place === 'one' ? 1 : numberOf(values, 'workers'),
    repeats: numberOf(values, 'repeats'),
  };
}

/** So many workers of that place, in words. */
export function team(place: Place, n: number): Message {
  if (place === 'one') return { key: 'who.one' };
  return { key: place === 'threads' ? 'who.threads' : 'who.processes', values: { n } };
}

/** Each worker of that place, in words. */
export function workerRows(place: Place, workers: number): Message[] {
  const key =
    place === 'threads' ? 'row.thread' : place === 'processes' ? 'row.process' : 'row.worker';
  return Array.from({ length: workers }, (_, worker) => ({ key, values: { n: worker + 1 } }));
}

/**
 * The rate of a product that took so long. All are counted alike, by the 2·N³ operations of the
 * definition.
 */
export function gflopsOf(n: number, ms: number): number {
  return (2 * n ** 3) / (ms * 1e6);
}
