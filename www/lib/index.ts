/**
 * Parallel Playground as a library: the one module that pages import.
 *
 *     import { open } from './lib/parallel-playground.js';
 *     const pg = await open({ workers: 4 });
 *     await pg.processes.map((x) => x * x, [1, 2, 3]); // [1, 4, 9]
 */
export { transfer } from '../common/transfer';
export { PlaygroundError } from '../common/errors';
export {
  toCsv,
  toDask,
  toJson,
  toPython,
  toRay,
  toSvg,
  toTrace,
  type SvgOptions,
  type SvgWords,
} from './exports/index';
export { open } from './open';
export { asCompleted, wait } from './futures';
export type * from '../common/types';
