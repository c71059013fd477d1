/**
 * What is tried in every engine: functions that run in a page of their own, beside the built
 * library. The page transforms nothing but the types away, so functions that are sent to processes
 * travel as they are written.
 */
import type { OpenOptions, Playground } from '../../www/lib/types.ts';

/** What the page can do, by its headers and its browser. */
export type Tier = 'isolated' | 'not isolated' | 'isolated without SharedArrayBuffer';

export interface Library {
  open(options?: OpenOptions): Promise<Playground>;
}

/** What a scenario has at hand. */
export interface Use {
  readonly tier: Tier;
  readonly library: Library;
  /** A playground of two workers, which scenarios share: it is left as it was found. */
  readonly pg: Playground;
  /** The code that a promise rejects with; `settled` where it does not. */
  readonly code: (promise: PromiseLike<unknown>) => Promise<string>;
  /** Resolves when the condition holds. */
  readonly until: (condition: () => boolean | Promise<boolean>) => Promise<void>;
  /** The workers of this page that hold the lock which they take for life. */
  readonly alive: () => Promise<number>;
}

export interface Scenario {
  /** A sentence. */
  readonly name: string;
  /** The row of the README's table. */
  readonly row: Row;
  /** What `run` gives, as JSON. */
  readonly expected: unknown;
  run(use: Use): Promise<unknown>;
  /** The code with which it is refused on tiers that cannot have it. */
  readonly refused?: (tier: Tier) => string | undefined;
  /** No other playground is open meanwhile. */
  readonly alone?: true;
}

/** The rows of the README's table, in order. */
export const ROWS = [
  'opening and closing',
  'threads',
  'matrix product',
  'pools',
  'processes that die or are ended',
  'queues and pipes',
  'locks, semaphores, events, barriers, conditions',
  'lists and dictionaries',
  'shared arrays and values, blocking calls',
  'timings of known work',
  'Python',
  'isolation by the service worker',
  'every demo of the page',
  'embeds',
] as const;
export type Row = (typeof ROWS)[number];

/** The code where memory cannot be shared. */
export const needsMemory = (tier: Tier): string | undefined =>
  tier === 'isolated' ? undefined : 'E_NOT_ISOLATED';
