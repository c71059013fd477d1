// The limit: a loop of multiply-adds on registers alone, as many at once as hide their latency, in
// the instructions that ours may use. No product of matrices in this browser can be faster. It is
// the best of several loops: some processors have separate adders and others gain from fusing, and
// engines differ in how many sums they keep in registers. A module of its own, so that no fault of
// ours could lower it. Source: the binary format and the opcodes of
// https://webassembly.github.io/spec/core/binary/.

/**
 * Sums that are computed at once: enough for two units of a latency of four, and as many as fit
 * into 15 registers.
 */
const SUMS = [8, 12];
/** Steps in a call. */
const STEPS = 10_000;
/**
 * Each loop is measured in slices, and the best of these counts: whatever else the machine does
 * only makes one slower.
 */
const SLICES = 3;
const SLICE_MS = 1;

const [I32, F32, F64, V128] = [0x7f, 0x7d, 0x7c, 0x7b];
const OPERATIONS = {
  f32: { type: F32, lanes: 4, splat: 0x13, extract: 0x1f, add: 0xe4, mul: 0xe6, madd: 0x105 },
  f64: { type: F64, lanes: 2, splat: 0x14, extract: 0x21, add: 0xf0, mul: 0xf2, madd: 0x107 },
};

/**
 * @typedef {import('../types.ts').Precision} Precision
 * @typedef {{ name: string, flops: number, run: () => void }} Loop
 */

/** @type {import('../types.ts').Start} */
export function start() {
  const loops = { f32: loopsFor('f32'), f64: loopsFor('f64') };
  return Promise.resolve({
    about: { loops: loops.f32.map(({ name }) => name) },
    ways: {
      limit: ({ precision }) => {
        let gflops = 0;
        return {
          run: () => {
            gflops = 0;
            for (let slice = 0; slice < SLICES; slice += 1)
              for (const { flops, run } of loops[precision])
                gflops = Math.max(gflops, flops / (callMs(run) * 1e6));
          },
          rate: () => gflops,
          free: () => undefined,
        };
      },
    },
  });
}

/** How long a call takes, over about a slice. @param {() => void} run */
function callMs(run) {
  const start = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  for (; elapsedMs < SLICE_MS; elapsedMs = performance.now() - start) {
    for (let i = 0; i < 10; i += 1) run();
    calls += 10;
  }
  return elapsedMs / calls;
}

/**
 * The loops that this browser has the instructions for. @param {Precision} precision @returns
 * {Loop[]}
 */
function loopsFor(precision) {
  const loops = [];
  for (const fused of [false, true])
    for (const sums of SUMS) {
      const bytes = loopModule(precision, fused, sums);
      if (!WebAssembly.validate(bytes)) continue;
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
      const loop = /** @type {(steps: number, factor: number, summand: number) => number} */ (
        exports['loop']
      );
      loops.push({
        name: `${sums} ${fused ? 'fused' : 'mul, add'}`,
        flops: 2 * sums * STEPS * OPERATIONS[precision].lanes,
        // No sum becomes infinite, or too small for full speed.
        run: () => void loop(STEPS, 0.5, 1),
      });
    }
  return loops;
}

/**
 * A module with `loop(steps, x, y)`, in which every step computes for each of the sums, all
 * vectors, `sum = x·y + sum` where that is one instruction, else `sum = sum·x + y`.
 *
 * @param {Precision} precision
 * @param {boolean} fused
 * @param {number} count of the sums
 */
function loopModule(precision, fused, count) {
  const { type, splat, extract, add, mul, madd } = OPERATIONS[precision];
  const simd = (/** @type {number} */ opcode) => [0xfd, ...leb(opcode)];
  const get = (/** @type {number} */ local) => [0x20, local];
  const set = (/** @type {number} */ local) => [0x21, local];
  const [steps, x, y] = [0, 3, 4];
  const sums = Array.from({ length: count }, (_, i) => 5 + i);
  const [first = 0, ...others] = sums;
  // Without fusing, `x·y` would be the same in each step, and computed once.
  const multiplyAdd = (/** @type {number} */ sum) =>
    fused
      ? [...get(x), ...get(y), ...get(sum), ...simd(madd)]
      : [...get(sum), ...get(x), ...simd(mul), ...get(y), ...simd(add)];
  const body = [
    ...[1, 2 + count, V128], // One group of locals, after the three parameters.
    ...[...get(1), ...simd(splat), ...set(x), ...get(2), ...simd(splat), ...set(y)],
    ...[...get(x), ...set(first)],
    // Sums that began alike would stay alike, and a compiler might keep one of them.
    ...others.flatMap((sum) => [...get(sum - 1), ...get(y), ...simd(add), ...set(sum)]),
    ...[0x03, 0x40], // loop
    ...sums.flatMap((sum) => [...multiplyAdd(sum), ...set(sum)]),
    ...[...get(steps), 0x41, 1, 0x6b, 0x22, steps, 0x0d, 0], // Subtract 1; br_if to the loop.
    0x0b,
    ...get(first),
    ...others.flatMap((sum) => [...get(sum), ...simd(add)]),
    ...[...simd(extract), 0],
    0x0b,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, type, type, 1, type]),
    ...section(3, [1, 0]),
    ...section(7, [1, 4, ...new TextEncoder().encode('loop'), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

/** @param {number} id @param {number[]} content */
function section(id, content) {
  return [id, ...leb(content.length), ...content];
}

/** Seven bits a byte, the low ones first. @param {number} value @returns {number[]} */
function leb(value) {
  return value < 128 ? [value] : [128 + (value % 128), ...leb(Math.floor(value / 128))];
}
