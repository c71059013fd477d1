// jax-js on its WebAssembly backend. With several threads its workers compute and the caller waits;
// without shared memory it has no workers and computes on the caller. Compiled beforehand by its
// `jit`, which spares a small product most of the way to its kernel.
import { pretendCores } from './hardware.mjs';

const MODULE = new URL('../../node_modules/@jax-js/jax/dist/index.js', import.meta.url).href;

/**
 * @typedef {{ ref: JaxArray, reshape: (shape: number[]) => JaxArray, dispose: () => void, data: ()
 * => Promise<import('../types.ts').Matrix> }} JaxArray
 * @typedef {object} Jax
 * @property {(device: string) => string} defaultDevice
 * @property {<T extends Function>(f: T) => T} jit
 * @property {(array: JaxArray) => Promise<JaxArray>} blockUntilReady
 * @property {{ array: (values: import('../types.ts').Matrix, options: { dtype: string }) =>
 * JaxArray, matmul: (a: JaxArray, b: JaxArray) => JaxArray }} numpy
 */

/** @type {import('../types.ts').Start} */
export async function start({ threads }) {
  pretendCores(threads);
  if (threads === 1) Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  /** @type {unknown} */
  const module = await import(MODULE);
  const jax = /** @type {Jax} */ (module);
  jax.defaultDevice('wasm');
  const { numpy: np, blockUntilReady, jit } = jax;
  return {
    about: {},
    ways: {
      matmul: async ({ precision, shape: [m, k, n], a, b }) => {
        const dtype = precision === 'f32' ? 'float32' : 'float64';
        const left = np.array(a, { dtype }).reshape([m, k]);
        const right = np.array(b, { dtype }).reshape([k, n]);
        await Promise.all([blockUntilReady(left.ref), blockUntilReady(right.ref)]);
        const multiply = jit((/** @type {JaxArray} */ x, /** @type {JaxArray} */ y) =>
          np.matmul(x, y),
        );
        let product = await blockUntilReady(multiply(left.ref, right.ref));
        return {
          run: async () => {
            product.dispose();
            product = await blockUntilReady(multiply(left.ref, right.ref));
          },
          c: () => product.ref.data(),
          free: () => [left, right, product].forEach((array) => array.dispose()),
        };
      },
    },
  };
}
