/**
 * The rule by which tasks are handed to workers. P is the number of workers, N of tasks, R of tasks
 * that have not been handed out, and k is the policy's `chunk`.
 */
export const POLICIES = [
  /**
   * Contiguous chunks of ⌈N/P⌉, worker j gets chunk j; there may be fewer chunks than workers.
   * `chunk` has no meaning.
   */
  'chunk',
  /** Static cyclic: chunk j of k tasks goes to worker j mod P. */
  'roundRobin',
  /** Self-scheduling: the next k tasks go to the worker that asks. */
  'dynamic',
  /** Guided self-scheduling: ⌈R/P⌉ tasks, at least k (Polychronopoulos & Kuck 1987). */
  'guided',
  /**
   * Trapezoid self-scheduling: f = ⌈N/2P⌉ tasks first, then ⌊(f − k) / (⌈2N / (f + k)⌉ − 1)⌋ fewer
   * each time (perhaps 0), at least k (Tzen & Ni 1993).
   */
  'trapezoid',
  /**
   * Factoring: batches of P equal chunks of ⌈R/2P⌉ tasks, at least k (Hummel, Schonberg & Flynn
   * 1992).
   */
  'factoring',
  /**
   * CPython's `Pool.map`: chunks of ⌈N/4P⌉ tasks, handed out as by `dynamic`. `chunk` has no
   * meaning.
   */
  'poolMap',
  /**
   * Longest processing time: tasks by decreasing duration, each to the first free worker, k at a
   * time (Graham 1969).
   */
  'longestFirst',
  /**
   * Each worker takes k tasks from the front of its deque, filled as by `chunk`, and steals half of
   * a victim's from the back.
   */
  'workStealing',
] as const;

/** Those of them whose workers do not take from one cursor, but each have tasks of their own. */
export const WITHOUT_CURSOR: readonly (typeof POLICIES)[number][] = [
  'chunk',
  'roundRobin',
  'workStealing',
];
