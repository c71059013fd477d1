/**
 * What the book's exercises ask of a run. Each check reads the detail of `demo-finished` and
 * answers with the name of a verdict, whose words stand in the page. Pure.
 *
 * @typedef {object} Run
 * @property {Readonly<Record<string, string | number>>} params
 * @property {readonly { id: string, medianMs: number }[]} [timings]
 * @property {readonly { id: string, bars: readonly unknown[] }[]} [timelines]
 * @property {readonly { policy: string, makespanMs: number, lowerBoundMs: number }[]} [policies]
 * @property {string} [stdout] of a program
 * @property {number | null} [exitCode]
 * @typedef {(run: Run) => string} Check
 */

/** @type {Readonly<Record<string, Check>>} */
export const CHECKS = {
  /** Twelve tasks that wait 50 ms: nobody returns early, so four rounds take 200 ms at least. */
  sleepers({ params, timings = [] }) {
    const time = timings.find(({ id }) => id === 'processes')?.medianMs ?? Infinity;
    if (time >= 200) return 'slow';
    return Number(params['workers']) > 4 ? 'many' : 'right';
  },

  rows(run) {
    const line = linesOf(run).at(-1);
    if (line === '[[14, 32], [32, 77]]') return 'right';
    return line === '[[0, 0], [0, 0]]' ? 'zeros' : failed(run, 'other');
  },

  counter(run) {
    const count = Number(linesOf(run).at(-1));
    if (count === 60) return 'right';
    return count < 60 ? 'lost' : failed(run, 'other');
  },

  doubler(run) {
    const lines = linesOf(run).join(' ');
    if (lines === '20 40 60' && run.exitCode === 0) return 'right';
    return lines === '20' ? 'once' : failed(run, 'other');
  },

  sentinel(run) {
    const [squares, codes] = linesOf(run);
    if (squares !== '[0, 1, 4, 9, 16, 25]') return failed(run, 'other');
    return codes === '[0, 0, 0]' ? 'right' : 'waiting';
  },

  /** The fewest parts with which ⌈n/p⌉ leaves a worker without any. */
  idlePart({ params, timelines = [] }) {
    const parts = Number(params['parts']);
    const made = timelines.find(({ id }) => id === 'chunk')?.bars.length ?? parts;
    if (made >= parts) return 'none';
    return parts === 4 ? 'right' : 'fewer';
  },

  /** The same tasks, in an order with which self-scheduling is as good as can be. */
  order({ params, policies = [] }) {
    const tasks = String(params['own']).split(',').map(Number);
    if (tasks.sort((a, b) => a - b).join() !== '1,1,1,1,1,1,6') return 'others';
    const dynamic = policies.find(({ policy }) => policy === 'dynamic');
    return dynamic !== undefined && dynamic.makespanMs <= dynamic.lowerBoundMs ? 'right' : 'late';
  },

  laws(run) {
    const numbers = linesOf(run).map((line) => line.split(': ')[1]);
    if (numbers.length !== 6) return failed(run, 'other');
    if (numbers.slice(0, 3).join() !== '1.82,3.08,4.71') return 'amdahl';
    return numbers.slice(3).join() === '0.111,0.126,0.150' ? 'right' : 'karpFlatt';
  },

  factor(run) {
    const line = linesOf(run).at(-1);
    if (line === '[0, 10, 20, 30]') return 'right';
    return line === '[0, 1, 2, 3]' ? 'unset' : failed(run, 'other');
  },
};

/**
 * @param {Run} run
 * @returns {string[]} what the program printed
 */
function linesOf({ stdout = '' }) {
  return stdout.trim().split('\n');
}

/**
 * @param {Run} run
 * @param {string} otherwise the verdict where the program ended well
 */
function failed({ exitCode }, otherwise) {
  return exitCode === 0 ? otherwise : 'failed';
}
