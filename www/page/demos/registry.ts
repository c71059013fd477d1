/** Every demo, in the order of the page. A demo is on the page, in the menu and in the tests by being listed here. */
import type { Demo } from './demo';
import { matmul } from './matmul/index';
import { partitioning } from './partitioning';
import { queue } from './queue';

export const DEMOS: readonly Demo[] = [matmul, queue, partitioning];

export function findDemo(name: string): Demo | null {
  return DEMOS.find((demo) => demo.name === name) ?? null;
}
