/**
 * Every demo, in the order of the chapter. A demo is on the page, in the menu and in the tests by
 * being listed here.
 */
import type { Demo } from './demo';
import { matmul } from './matmul/index';
import { partitioning } from './partitioning/index';
import { pipe } from './pipe/index';
import { pools } from './pools/index';
import { queue } from './queue/index';
import { scheduling } from './scheduling/index';
import { sharedMemory } from './shared-memory/index';

export const DEMOS: readonly [Demo, ...Demo[]] = [
  pools,
  matmul,
  sharedMemory,
  pipe,
  queue,
  partitioning,
  scheduling,
];

export function findDemo(name: string): Demo | null {
  return DEMOS.find((demo) => demo.name === name) ?? null;
}
