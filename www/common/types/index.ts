/**
 * The public types of the library: what `open` gives, what every call takes and returns. Times are
 * milliseconds. Matrices are row-major. Every promise settles: with a value, or with a
 * `PlaygroundError`.
 */
export type * from './environment';
export type * from './error-code';
export type * from './spans';
export type * from './matmul';
export type * from './pools';
export type * from './process';
export type * from './ipc/shared-object';
export type * from './ipc/grant';
export type * from './ipc/queue';
export type * from './ipc/pipe';
export type * from './ipc/lock';
export type * from './ipc/condition';
export type * from './ipc/semaphore';
export type * from './ipc/event';
export type * from './ipc/barrier';
export type * from './ipc/list';
export type * from './ipc/dict';
export type * from './ipc/shared-array';
export type * from './ipc/shared-value';
export type * from './measuring';
export type * from './schedule';
export type * from './python';
export type * from './playground';
