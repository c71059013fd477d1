// Rust's libraries: a plain module (benches/peers/rust) that computes in its own memory.

const URL_OF = new URL(
  '../../peers/rust/target/wasm32-unknown-unknown/release/bench_peers.wasm',
  import.meta.url,
);
/** The build's flags are the project's, so it imports a shared memory of at most 1 GiB. */
const MEMORY = { initial: 64, maximum: 16_384, shared: true };

/**
 * @typedef {(m: number, k: number, n: number, a: number, b: number, c: number) => void} Product
 * @typedef {{ alloc: (bytes: number) => number, free: (at: number, bytes: number) => void } &
 * Record<string, Product>} Exports
 */

/** @type {import('../types.ts').Start} */
export async function start() {
  const memory = new WebAssembly.Memory(MEMORY);
  const { instance } = await WebAssembly.instantiateStreaming(fetch(URL_OF), { env: { memory } });
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));

  /** @param {string} library */
  const by = (library) => (/** @type {import('../types.ts').Problem} */ problem) => {
    const { precision, shape, a, b } = problem;
    const [m, k, n] = shape;
    const Kind = precision === 'f32' ? Float32Array : Float64Array;
    const sizes = [m * k, k * n, m * n].map((len) => len * Kind.BYTES_PER_ELEMENT);
    const [aAt = 0, bAt = 0, cAt = 0] = sizes.map((bytes) => {
      const at = exports.alloc(bytes);
      if (at === 0) throw new Error(`no memory for ${bytes} bytes`);
      return at;
    });
    new Kind(memory.buffer, aAt, a.length).set(a);
    new Kind(memory.buffer, bAt, b.length).set(b);
    const multiply = exports[`${library}_${precision}`];
    if (multiply === undefined) throw new Error(`the module has no ${library} for ${precision}`);
    return {
      run: () => multiply(m, k, n, aAt, bAt, cAt),
      c: () => new Kind(memory.buffer, cAt, m * n).slice(),
      free: () => [aAt, bAt, cAt].forEach((at, i) => exports.free(at, sizes[i] ?? 0)),
    };
  };

  return { about: {}, ways: { ndarray: by('ndarray'), gemm: by('gemm') } };
}
