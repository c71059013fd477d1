// The page's side of the bench: starts the workers, gives each the same operands, compares what
// they computed, and lets them take turns. The program calls its exports; what they take and return
// is plain data.
import { callsTo, sentence } from './calls.mjs';
import { compare, provesProduct, randomMatrix } from './check.mjs';

/**
 * @typedef {import('./types.ts').BrowserContender} BrowserContender
 * @typedef {import('./types.ts').Matrix} Matrix
 * @typedef {import('./types.ts').Precision} Precision
 * @typedef {import('./types.ts').Shape} Shape
 * @typedef {{ contender: BrowserContender, worker: ReturnType<typeof callsTo> }} Started
 */

const START_MS = 60_000;
const CALL_MS = 120_000;
/** Threads that spin for a while after their work have gone to sleep by then. */
const PAUSE_MS = 4;

/** Of a product that takes longer than this, so many samples are enough. */
const LONG_MS = 100;
const LONG_SAMPLES = 9;
/**
 * Who was so many times slower than ours at one product is left out of those with more
 * multiply-adds than these.
 */
const TOO_SLOW = 10;
const LARGE = 5e8;

/** @type {Started[]} */
const running = [];
/**
 * Contenders and precisions that were too slow, and how much slower than ours. @type {Map<string,
 * number>}
 */
const slow = new Map();

/**
 * Starts a worker for each library and number of threads.
 *
 * @param {BrowserContender[]} contenders
 */
export async function start(contenders) {
  /** @type {Record<string, unknown>} */
  const about = {};
  /** @type {{ name: string, why: string }[]} */
  const missing = [];
  /** @type {Map<string, ReturnType<typeof callsTo> | { why: string }>} */
  const realms = new Map();
  for (const contender of contenders) {
    const { name, file, threads } = contender;
    const realm = `${file} ${contender.realm ?? threads}`;
    let worker = realms.get(realm);
    if (worker === undefined) {
      worker = await startWorker(file, threads, about, realm);
      realms.set(realm, worker);
    }
    if ('why' in worker) missing.push({ name, why: worker.why });
    else running.push({ contender, worker });
  }
  return { about, missing, crossOriginIsolated };
}

/**
 * A worker with a library, or why not.
 *
 * @param {string} file
 * @param {number} threads
 * @param {Record<string, unknown>} about gets what the library says of itself
 * @param {string} realm
 */
async function startWorker(file, threads, about, realm) {
  const worker = callsTo(new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' }));
  try {
    about[realm] = await worker.call('start', { file, threads }, START_MS);
    return worker;
  } catch (error) {
    worker.end();
    return { why: sentence(error) };
  }
}

/**
 * Measures those contenders that know the precision, in turns.
 *
 * @param {{ precision: Precision, shape: Shape, samples: number, seed: number }} row
 * @returns {Promise<Record<string, import('./types.ts').Maybe<{ samplesMs: number[], batch: number
 * }>>>}
 */
export async function measure({ precision, shape, samples, seed }) {
  const [m, k, n] = shape;
  const a = randomMatrix(precision, m * k, seed);
  const b = randomMatrix(precision, k * n, seed + 1);
  const problem = { precision, shape, a, b };
  const taking = running.filter(({ contender }) => contender.precisions.includes(precision));
  for (const worker of new Set(taking.map(({ worker }) => worker)))
    await worker.call('problem', problem, CALL_MS);

  /** @type {Awaited<ReturnType<typeof measure>>} */
  const results = {};
  /** @type {(Started & { samplesMs: number[], wanted: number })[]} */
  const turns = [];
  /** @type {Matrix | undefined} */
  let ours;
  for (const { contender, worker } of taking) {
    const { name, way } = contender;
    const behind = slow.get(`${name} ${precision}`);
    if (behind !== undefined && m * k * n > LARGE) {
      results[name] = {
        why: `left out, since a smaller product took ${behind.toFixed(0)} times as long as ours`,
      };
      continue;
    }
    try {
      /** @type {number[]} */
      const samplesMs = [];
      const { callMs, batch } = /** @type {{ callMs: number, batch: number }} */ (
        await worker.call('prepare', way, CALL_MS)
      );
      results[name] = { value: { samplesMs, batch } };
      const wanted = callMs > LONG_MS ? Math.min(samples, LONG_SAMPLES) : samples;
      turns.push({ contender, worker, samplesMs, wanted });
    } catch (error) {
      results[name] = { why: sentence(error) };
      continue;
    }
    const c = /** @type {Matrix | undefined} */ (await worker.call('c', way, CALL_MS));
    if (c === undefined) continue;
    // Ours comes first and is proved on its own; the others must agree with it.
    const wrong = ours === undefined ? provesProduct(problem, c) : compare(problem, c, ours);
    if (wrong !== undefined) throw new Error(`${name} computes a wrong product: ${wrong}`);
    ours ??= c;
  }

  for (let turn = 0; turn < samples; turn += 1) {
    // Back and forth, so that nobody always follows the same one.
    const left = turns.filter(({ wanted }) => turn < wanted);
    for (const { contender, worker, samplesMs } of turn % 2 === 0 ? left : left.toReversed()) {
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE_MS);
      });
      samplesMs.push(Number(await worker.call('sample', contender.way, CALL_MS)));
    }
  }
  const oursMs = median(turns[0]?.samplesMs ?? []);
  for (const { contender, worker, samplesMs } of turns) {
    await worker.call('free', contender.way, CALL_MS);
    const behind = median(samplesMs) / oursMs;
    if (behind > TOO_SLOW && m * k * n > LARGE / 8)
      slow.set(`${contender.name} ${precision}`, behind);
  }
  return results;
}

/** @param {number[]} samples */
function median(samples) {
  return samples.toSorted((x, y) => x - y)[Math.floor(samples.length / 2)] ?? NaN;
}
