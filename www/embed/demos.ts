/** The demos that have a poster, by the names that `demo` can have. */
export const DEMO_NAMES = [
  'pools',
  'matmul',
  'shared-memory',
  'pipe',
  'queue',
  'partitioning',
  'scheduling',
  'python',
] as const;

export type DemoName = (typeof DEMO_NAMES)[number];

/** What an element without a demo shows. */
export const DEFAULT_DEMO = 'matmul';

/** The program's own name in `demo`. */
export const PROGRAM_DEMO = 'python';
