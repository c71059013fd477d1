// What the command line asks for.
import process from 'node:process';
import { parseArgs } from 'node:util';

/**
 * @typedef {import('./types.ts').Precision} Precision
 * @typedef {import('./types.ts').Shape} Shape
 * @typedef {object} Options
 * @property {Precision[]} precisions
 * @property {Shape[]} shapes
 * @property {string[]} peers
 * @property {'chromium' | 'firefox'} browser
 * @property {number | undefined} samples of each contender for each shape; by the shape's size
 * unless given
 * @property {boolean} markdown
 * @property {boolean} best print the rates of the fastest samples, not of the medians
 * @property {boolean} last print the last whole run's table again, and measure nothing
 * @property {boolean} whole everything is measured that this browser can
 */

/** @type {Shape[]} m×k×n: cubes, odd ones, thin ones. */
const SHAPES = [
  ...[64, 128, 256, 512, 1024, 2048].map((n) => /** @type {Shape} */ ([n, n, n])),
  [509, 1021, 333],
  [1, 1024, 1024],
  [1024, 1, 1024],
  [1024, 1024, 1],
  [2048, 64, 2048],
];
/** @type {Precision[]} */
const PRECISIONS = ['f32', 'f64'];
export const PEERS = ['onnxruntime', 'tensorflow', 'jax', 'ndarray', 'gemm', 'numpy', 'cpython'];

const USAGE = `node benches/matmul.mjs [option …]
  --only f32|f64           one precision
  --shapes 64,509x1021x333 cubes by their side, others as m×k×n
  --peers none|${PEERS.join(',')}
                           whom to measure beside ours (default: all; in Firefox none)
  --browser firefox        instead of Chromium
  --samples 9              of each contender for each shape
  --markdown               print the tables as Markdown
  --best                   print the rates of the fastest samples: less noise on a busy machine
  --last                   print the tables of the last whole run again, and measure nothing`;

/** @returns {Options} */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      shapes: { type: 'string' },
      peers: { type: 'string' },
      browser: { type: 'string', default: 'chromium' },
      samples: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      best: { type: 'boolean', default: false },
      last: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const { only, shapes, browser } = values;
  if (browser !== 'chromium' && browser !== 'firefox') refuse(`there is no browser ${browser}`);
  const precisions = PRECISIONS.filter((it) => only === undefined || only === it);
  if (precisions.length === 0) refuse(`--only takes f32 or f64, not ${String(only)}`);
  const samples = values.samples === undefined ? undefined : Number(values.samples);
  if (samples !== undefined && !(samples >= 1)) refuse('--samples takes a number from 1');
  return {
    precisions,
    shapes: shapes === undefined ? SHAPES : shapes.split(',').map(readShape),
    peers: readPeers(values.peers ?? (browser === 'firefox' ? 'none' : 'all')),
    browser,
    samples,
    markdown: values.markdown,
    best: values.best,
    last: values.last,
    whole: [only, shapes, values.peers, samples].every((it) => it === undefined),
  };
}

/** @param {string} text @returns {Shape} */
function readShape(text) {
  const sides = text.split(/[x×]/).map(Number);
  const [m = NaN, k = m, n = m] = sides;
  if (
    ![1, 3].includes(sides.length) ||
    ![m, k, n].every((side) => Number.isInteger(side) && side > 0)
  )
    refuse(`${text} is not a shape: say 64 or 509x1021x333`);
  return [m, k, n];
}

/** @param {string} text @returns {string[]} */
function readPeers(text) {
  if (text === 'none') return [];
  if (text === 'all') return PEERS;
  const names = text.split(',');
  const unknown = names.find((name) => !PEERS.includes(name));
  if (unknown !== undefined) refuse(`there is no peer ${unknown}: ${PEERS.join(', ')}`);
  return names;
}

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(`${why}\n\n${USAGE}`);
  process.exit(2);
}
