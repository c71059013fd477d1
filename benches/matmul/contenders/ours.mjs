// Ours, straight from the built module: the artefact and the kernels that the engine would choose,
// the caller and one thread.
import init, {
  KernelRace,
  Matmul,
  RightMatrix,
  guardInstance,
  initThreadPool,
  joinThreads,
  measureDispatch,
  simd,
} from '../../../pkg/parallel_playground.js';

/** The package that the engine asks, as a worker without a bundler finds it. */
const DETECT = new URL(
  '../../../node_modules/wasm-feature-detect/dist/esm/index.js',
  import.meta.url,
).href;
/** As the engine's: pages of 64 KiB at first, and 1 GiB at most. */
const MEMORY = { initial: 64, maximum: 16_384, shared: true };
/** How long each kernel is measured in each turn, and rests after warming up, as in the engine. */
const KERNEL_TURN_MS = 1;
const REST_MS = 30;

/** @type {import('../types.ts').Start} */
export async function start() {
  /** @type {unknown} */
  const detect = await import(DETECT);
  const { relaxedSimd } = /** @type {typeof import('wasm-feature-detect')} */ (detect);
  const artefact = (await relaxedSimd()) ? '_relaxed' : '';
  const url = new URL(`../../../pkg/parallel_playground${artefact}_bg.wasm`, import.meta.url);
  const module = await WebAssembly.compileStreaming(fetch(url));
  await init({ module_or_path: module, memory: new WebAssembly.Memory(MEMORY) });
  guardInstance('bench');
  await initThreadPool(1);
  joinThreads();
  const kernels = { f32: await measured(32), f64: await measured(64) };

  /** @param {number} lanes */
  const on =
    (lanes) =>
    (/** @type {import('../types.ts').Problem} */ { precision, shape, a, b }) => {
      const kernel = kernels[precision][0]?.name ?? '';
      const [m, k, n] = shape;
      // B is packed once, as it is for the peers that can do that.
      const right = new RightMatrix(k, n, b, true);
      const product = new Matmul(m, 'fast', a, right, kernel, performance.timeOrigin);
      right.free();
      return {
        run: () => {
          product.restart();
          while (product.step(1e9, lanes));
        },
        c: () => product.c(),
        free: () => product.free(),
      };
    };

  return {
    about: { simd: simd(), kernels, dispatchUs: [...measureDispatch(2)] },
    ways: {
      1: on(1),
      2: on(2),
    },
  };
}

/** The kernels' rates, the fastest first. @param {32 | 64} bits */
async function measured(bits) {
  const race = new KernelRace(bits, KERNEL_TURN_MS);
  race.warmUp();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  while (race.step());
  const rates = race.rates();
  race.free();
  return rates;
}
