/** Public types of Python. */

export type StartMethod = 'fork' | 'spawn' | 'forkserver';
