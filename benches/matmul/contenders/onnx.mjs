// onnxruntime-web on its WebAssembly backend. Operands that are inputs would be copied into its
// memory by every call, so both are constants of the model. Of a constant B it keeps a packed copy,
// unless told not to: it takes part both ways.
import { productModel } from './onnx-model.mjs';

const DIST = new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url).href;

/**
 * @typedef {{ data: import('../types.ts').Matrix }} Tensor
 * @typedef {{ run: (feeds: object) => Promise<{ c: Tensor }>, release: () => Promise<void> }}
 * Session
 * @typedef {object} Onnx
 * @property {{ versions: { web?: string }, logLevel: string, wasm: { wasmPaths: string, numThreads:
 * number } }} env
 * @property {{ create: (model: Uint8Array, options: object) => Promise<Session> }} InferenceSession
 */

/** @type {import('../types.ts').Start} */
export async function start({ threads }) {
  /** @type {unknown} */
  const module = await import(`${DIST}ort.wasm.min.mjs`);
  const { env, InferenceSession } = /** @type {Onnx} */ (module);
  env.wasm.wasmPaths = DIST;
  env.wasm.numThreads = threads;

  /** @param {boolean} packed */
  const keeping = (packed) => async (/** @type {import('../types.ts').Problem} */ problem) => {
    const session = await InferenceSession.create(productModel(problem), {
      executionProviders: ['wasm'],
      // Else it would compute the product of two constants when the session is made.
      graphOptimizationLevel: 'disabled',
      extra: { session: { disable_prepacking: packed ? '0' : '1' } },
    });
    let { c } = await session.run({});
    return {
      run: async () => {
        ({ c } = await session.run({}));
      },
      c: () => c.data.slice(),
      free: () => session.release(),
    };
  };

  return {
    about: { version: env.versions.web, threads: env.wasm.numThreads },
    ways: { repeated: keeping(true), fresh: keeping(false) },
  };
}
