// A worker of the bench: one library with one number of threads, and how it is timed. Only what
// lies between the two readings of the clock differs from contender to contender.
import { answerCalls } from './calls.mjs';

/**
 * @typedef {import('./types.ts').Job} Job
 * @typedef {import('./types.ts').Problem} Problem
 * @typedef {import('./types.ts').Started} Started
 */

/**
 * How long each job runs before it is measured, at least: its code for this shape is optimised by
 * then.
 */
const WARM_UP_MS = 60;
/** How long a sample takes at least: some hundred steps of the coarsest clock. */
const SAMPLE_MS = 3;
/**
 * A product shorter than this runs once before each sample, so that its operands lie in the caches
 * and its threads are awake.
 */
const LEAD_IN_MS = 5;
/**
 * A first product that takes longer than this is the only one: nine more of them nobody waits for.
 */
const TOO_LONG_MS = 10_000;

/** @type {Started | undefined} */
let started;
/** @type {Problem | undefined} */
let problem;
/** @type {Map<string, { job: Job, batch: number, callMs: number }>} */
const jobs = new Map();

answerCalls({
  start: async (/** @type {{ file: string, threads: number }} */ { file, threads }) => {
    /** @type {unknown} */
    const module = await import(`./contenders/${file}`);
    const { start } = /** @type {{ start: import('./types.ts').Start }} */ (module);
    started = await start({ threads });
    return started.about;
  },
  problem: (/** @type {Problem} */ given) => {
    problem = given;
  },
  /**
   * Puts the operands in place and warms up; how long a product takes, and how many make a sample.
   */
  prepare: async (/** @type {string} */ way) => {
    const begin = started?.ways[way];
    if (begin === undefined || problem === undefined) throw new Error(`there is no ${way}`);
    const job = await begin(problem);
    const start = performance.now();
    let callMs = await timed(job, 1);
    if (callMs > TOO_LONG_MS) {
      await job.free();
      throw new Error(`left out: one product takes ${(callMs / 1000).toFixed(0)} s`);
    }
    let calls = 1;
    while (performance.now() - start < WARM_UP_MS) {
      const callStart = performance.now();
      await timed(job, calls);
      callMs = (performance.now() - callStart) / calls;
      calls *= 2;
    }
    const batch = job.rate ? 1 : Math.max(1, Math.ceil(SAMPLE_MS / callMs));
    jobs.set(way, { job, batch, callMs });
    return { callMs, batch };
  },
  c: (/** @type {string} */ way) => jobs.get(way)?.job.c?.(),
  /** One sample: ms per product. */
  sample: async (/** @type {string} */ way) => {
    const { job, batch, callMs } = jobs.get(way) ?? {};
    if (job === undefined || batch === undefined || callMs === undefined)
      throw new Error(`${way} is not prepared`);
    if (job.rate === undefined && callMs < LEAD_IN_MS) await timed(job, 1);
    const ms = (await timed(job, batch)) / batch;
    if (job.rate === undefined) return ms;
    const [m, k, n] = problem?.shape ?? [0, 0, 0];
    return (2 * m * k * n) / (job.rate() * 1e6);
  },
  free: async (/** @type {string} */ way) => {
    await jobs.get(way)?.job.free();
    jobs.delete(way);
  },
});

/** @param {Job} job @param {number} calls @returns {Promise<number>} ms */
async function timed(job, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const done = job.run();
    if (done !== undefined) await done;
  }
  return performance.now() - start;
}
