// Who takes part, in the order of the table.

/**
 * @typedef {import('./types.ts').BrowserContender} BrowserContender
 * @typedef {import('./types.ts').Contender} Contender
 * @typedef {import('./types.ts').Precision} Precision
 */

/** @type {Precision[]} */
const BOTH = ['f32', 'f64'];
/** @type {Precision[]} */
const SINGLE = ['f32'];

const one = (/** @type {number} */ threads) => (threads === 1 ? '1 thread' : `${threads} threads`);

/** @type {BrowserContender[]} */
export const browserContenders = [
  ...[1, 2].map((threads) => ({
    name: `ours, ${one(threads)}`,
    role: /** @type {const} */ ('ours'),
    peer: 'ours',
    threads,
    precisions: BOTH,
    file: 'ours.mjs',
    realm: 'engine',
    way: String(threads),
  })),
  {
    name: 'limit',
    role: 'limit',
    peer: 'ours',
    threads: 1,
    precisions: BOTH,
    file: 'limit.mjs',
    way: 'limit',
  },
  ...[1, 2].flatMap((threads) => [
    ...[false, true].map((keepsB) => ({
      name: `onnxruntime-web${keepsB ? ', B kept packed' : ''}, ${one(threads)}`,
      role: /** @type {const} */ ('peer'),
      peer: 'onnxruntime',
      threads,
      // It packs nothing beforehand in f64.
      precisions: keepsB ? SINGLE : BOTH,
      keepsB,
      file: 'onnx.mjs',
      way: keepsB ? 'repeated' : 'fresh',
    })),
    ...[false, true].map((keepsB) => ({
      name: `TensorFlow.js${keepsB ? ', B kept packed' : ''}, ${one(threads)}`,
      role: /** @type {const} */ ('peer'),
      peer: 'tensorflow',
      threads,
      precisions: SINGLE,
      keepsB,
      file: 'tensorflow.mjs',
      way: keepsB ? 'repeated' : 'fresh',
    })),
    {
      name: `jax-js, ${one(threads)}`,
      role: /** @type {const} */ ('peer'),
      peer: 'jax',
      threads,
      precisions: BOTH,
      file: 'jax.mjs',
      way: 'matmul',
    },
  ]),
  ...['ndarray', 'gemm'].map((library) => ({
    name: `${library}, 1 thread`,
    role: /** @type {const} */ ('peer'),
    peer: library,
    threads: 1,
    precisions: BOTH,
    file: 'rust.mjs',
    way: library,
  })),
];
