// What the bench's page measures: our executors beside workerpool, in one page, taking turns. A
// sample is a time in ms.

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => Promise<unknown>} run
 * @property {() => Promise<unknown>} [before] not timed
 * @typedef {Record<string, number[]>} Samples
 */

const WORKERS = 2;

/**
 * @typedef {import('../../www/lib/types.ts').Playground} Playground
 * @typedef {import('../../www/lib/types.ts').OpenOptions} OpenOptions
 * @typedef {object} Pool workerpool's
 * @property {(task: (...args: never[]) => unknown, args: unknown[]) => Promise<unknown>} exec
 * @property {(force: boolean) => Promise<unknown>} terminate
 */

/** @param {OpenOptions} options @returns {Promise<Playground>} */
async function open(options) {
  /** @type {unknown} */
  const library = await import(/** @type {string} */ ('/lib/parallel-playground.js'));
  return /** @type {{ open: (options: OpenOptions) => Promise<Playground> }} */ (library).open(
    options,
  );
}

/** @returns {Promise<{ playground: Playground, pool: Pool }>} */
async function openBoth() {
  // The page has loaded it as a script.
  const { workerpool } = /** @type {{ workerpool: { pool: (options: object) => Pool } }} */ (
    /** @type {unknown} */ (globalThis)
  );
  const pool = workerpool.pool({ minWorkers: WORKERS, maxWorkers: WORKERS });
  return { playground: await open({ workers: WORKERS }), pool };
}

const square = (/** @type {number} */ x) => x * x;
const squares = (/** @type {number[]} */ chunk) => chunk.map((x) => x * x);
const nothing = () => undefined;

/**
 * Times each contender in turn, `rounds` times; the first rounds are for warming up. @param
 * {Contender[]} contenders @param {number} rounds @param {number} warmup
 */
async function takeTurns(contenders, rounds, warmup) {
  /** @type {Samples} */
  const samples = {};
  for (let round = -warmup; round < rounds; round += 1) {
    for (const { name, run, before } of contenders) {
      if (before) await before();
      const start = performance.now();
      await run();
      const ms = performance.now() - start;
      if (round >= 0) (samples[name] ??= []).push(ms);
    }
  }
  return samples;
}

/**
 * A map of x² over numbers; with `each` also item by item, which takes long.
 *
 * @param {{ items: number, rounds: number, each?: boolean }} options
 */
export async function map({ items, rounds, each: withEach = true }) {
  const { playground, pool } = await openBoth();
  const numbers = Array.from({ length: items }, (_, i) => i);
  const chunksize = Math.ceil(items / WORKERS);
  const chunked = async (/** @type {number} */ size) => {
    const chunks = [];
    for (let at = 0; at < items; at += size) chunks.push(numbers.slice(at, at + size));
    const pieces = await Promise.all(chunks.map((chunk) => pool.exec(squares, [chunk])));
    return /** @type {number[][]} */ (pieces).flat();
  };
  const right = (/** @type {number[]} */ got) => {
    if (got.length !== items || got.some((x, i) => x !== i * i)) throw new Error('a wrong map');
  };
  right(await playground.processes.map(square, numbers, { chunksize }));
  right(await chunked(chunksize));
  /** @type {Contender[]} */
  const contenders = [
    ...[2, 8, 32].map((parts) => ({
      name: `ours, ${parts} chunks`,
      run: () => playground.processes.map(square, numbers, { chunksize: Math.ceil(items / parts) }),
    })),
    ...[2, 8, 32].map((parts) => ({
      name: `workerpool, ${parts} chunks`,
      run: () => chunked(Math.ceil(items / parts)),
    })),
  ];
  const samples = await takeTurns(contenders, rounds, 10);
  const each = [
    {
      name: 'workerpool, exec per item',
      run: () => Promise.all(numbers.map((x) => pool.exec(square, [x]))),
    },
    { name: 'ours, chunks of 1', run: () => playground.processes.map(square, numbers) },
    {
      name: 'ours, submit per item',
      run: () => Promise.all(numbers.map((x) => playground.processes.submit(square, x))),
    },
  ];
  if (withEach) Object.assign(samples, await takeTurns(each, 1, 0));
  await playground.close();
  await pool.terminate(true);
  return samples;
}

/**
 * An empty task there and back, in the three ways in which a reader meets it: one call after the
 * other, one every 10 ms, and in turns with another pool's calls. In a row each pool has some calls
 * of its own, so that nobody pays for what the other did to the caches; in turns everybody does.
 *
 * @param {{ rounds: number }} options the calls of each pool back to back; of the others fewer
 */
export async function roundTrip({ rounds }) {
  const { playground, pool } = await openBoth();
  const contenders = [
    { name: 'ours', run: () => playground.processes.submit(nothing) },
    { name: 'workerpool', run: () => pool.exec(nothing, []) },
  ];
  /** @type {Record<string, Samples>} */
  const samples = { 'back to back': {}, 'every 10 ms': {}, 'in turns': {} };
  /** @param {string} how @param {Samples} some */
  const add = (how, some) => {
    for (const [name, times] of Object.entries(some))
      ((samples[how] ??= {})[name] ??= []).push(...times);
  };
  for (let turn = 0; turn < 20; turn += 1) {
    for (const contender of contenders)
      add('back to back', await takeTurns([contender], rounds / 20, 20));
    for (const contender of contenders)
      add('every 10 ms', await takeTurns([spaced(contender)], rounds / 200, 2));
    add('in turns', await takeTurns(contenders, rounds / 40, 4));
  }
  await playground.close();
  await pool.terminate(true);
  return samples;
}

/** After a pause that is not timed. @param {Contender} contender @returns {Contender} */
const spaced = ({ name, run }) => ({
  name,
  run,
  before: () => new Promise((resolve) => setTimeout(resolve, 10)),
});

/**
 * A compiled task over many items on threads, beside the plain loop over them: one chunk of a
 * process, as it measured itself.
 *
 * @param {{ items: number, rounds: number }} options
 */
export async function threads({ items, rounds }) {
  const one = await open({ workers: 1, mode: 'processes' });
  const two = await open({ workers: WORKERS });
  const numbers = Float64Array.from({ length: items }, (_, i) => 1e6 + i);
  let loopMs = 0;
  const contenders = [
    {
      name: 'one process, one chunk',
      run: () =>
        one.processes.map('isPrime', numbers, {
          chunksize: items,
          onSpans: ([span]) => {
            loopMs = span === undefined ? NaN : span.endMs - span.startMs;
          },
        }),
    },
    { name: 'threads', run: () => two.threads.map('isPrime', numbers, { chunksize: 1000 }) },
  ];
  /** @type {Samples} */
  const samples = { 'the loop alone': [] };
  for (let round = -2; round < rounds; round += 1)
    for (const [name, times] of Object.entries(await takeTurns(contenders, 1, 0))) {
      if (round < 0) continue;
      (samples[name] ??= []).push(...times);
      if (name !== 'threads') samples['the loop alone']?.push(loopMs);
    }
  await one.close();
  await two.close();
  return samples;
}

/** For the measurements of memory, which come in rounds. @type {Playground | undefined} */
let kept;

/** A round of submitted tasks. @param {{ each: number }} options */
export async function tasks({ each }) {
  kept ??= await open({ workers: WORKERS });
  const { processes } = kept;
  for (let done = 0; done < each; done += 1000)
    await Promise.all(Array.from({ length: 1000 }, (_, i) => processes.submit(square, i)));
}

/** A round of items through a queue between two processes. @param {{ each: number }} options */
export async function items({ each }) {
  kept ??= await open({ workers: WORKERS });
  const queue = kept.queue();
  const consumer = kept.spawn(
    async (queue, each) => {
      for (let got = 0; got < each; got += 1) await queue.get();
    },
    queue,
    each,
  );
  const producer = kept.spawn(
    async (queue, each) => {
      for (let i = 0; i < each; i += 1) await queue.put([i, String(i)]);
    },
    queue,
    each,
  );
  await Promise.all([consumer.join(), producer.join()]);
}
