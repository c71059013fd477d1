// TensorFlow.js on its WebAssembly backend. It keeps B packed for as long as the tensor lives, so
// it takes part twice: with the same tensor in every product, and with a new one of the same
// numbers, which is what its packing costs.
import { pretendCores } from './hardware.mjs';

const MODULES = new URL('../../node_modules/@tensorflow/', import.meta.url).href;

/**
 * @typedef {{ dispose: () => void, data: () => Promise<Float32Array> }} Tensor
 * @typedef {object} TensorFlow
 * @property {() => { set: (flag: string, value: boolean) => void }} env
 * @property {{ setWasmPaths: (path: string) => void, getThreadsCount: () => number }} wasm
 * @property {(name: string) => Promise<boolean>} setBackend
 * @property {() => string} getBackend
 * @property {Record<string, string>} version
 * @property {string} version_core
 * @property {(values: Float32Array, shape: number[]) => Tensor} tensor2d
 * @property {(a: Tensor, b: Tensor) => Tensor} matMul
 */

/** @type {import('../types.ts').Start} */
export async function start({ threads }) {
  // It starts half as many threads as there are cores.
  pretendCores(2 * threads);
  // Both are scripts that leave their exports in a global.
  await import(`${MODULES}tfjs-core/dist/tf-core.min.js`);
  await import(`${MODULES}tfjs-backend-wasm/dist/tf-backend-wasm.min.js`);
  const { tf } = /** @type {{ tf: TensorFlow }} */ (/** @type {unknown} */ (globalThis));
  if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.wasm.setWasmPaths(`${MODULES}tfjs-backend-wasm/dist/`);
  if (!(await tf.setBackend('wasm'))) throw new Error('its WebAssembly backend did not start');
  return {
    about: { version: tf.version_core, threads: tf.wasm.getThreadsCount() },
    ways: {
      repeated: ({ shape: [m, k, n], a, b }) => {
        const left = tf.tensor2d(/** @type {Float32Array} */ (a), [m, k]);
        const right = tf.tensor2d(/** @type {Float32Array} */ (b), [k, n]);
        let product = tf.matMul(left, right);
        return {
          run: () => {
            product.dispose();
            product = tf.matMul(left, right);
          },
          c: () => product.data(),
          free: () => [left, right, product].forEach((tensor) => tensor.dispose()),
        };
      },
      fresh: ({ shape: [m, k, n], a, b }) => {
        const left = tf.tensor2d(/** @type {Float32Array} */ (a), [m, k]);
        let right = tf.tensor2d(/** @type {Float32Array} */ (b), [k, n]);
        let product = tf.matMul(left, right);
        return {
          run: () => {
            product.dispose();
            right.dispose();
            right = tf.tensor2d(/** @type {Float32Array} */ (b), [k, n]);
            product = tf.matMul(left, right);
          },
          c: () => product.data(),
          free: () => [left, right, product].forEach((tensor) => tensor.dispose()),
        };
      },
    },
  };
}
