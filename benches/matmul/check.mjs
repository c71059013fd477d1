// Operands that are the same for everybody, and whether a product of them is right.

/**
 * @typedef {import('./types.ts').Matrix} Matrix
 * @typedef {import('./types.ts').Problem} Problem
 */

/** Half the distance from 1 to the next number. */
const UNIT_ROUND_OFF = { f32: 2 ** -24, f64: 2 ** -53 };

/**
 * Numbers between −½ and ½, from a multiplicative generator (MINSTD).
 * Source: S. Park & K. Miller, *Random Number Generators: Good Ones Are Hard to Find* (1988).
 *
 * @param {import('./types.ts').Precision} precision
 * @param {number} length
 * @param {number} seed from 1
 * @returns {Matrix}
 */
export function randomMatrix(precision, length, seed) {
  let state = seed;
  const matrix = precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    state = (state * 48_271) % 2_147_483_647;
    matrix[i] = state / 2_147_483_647 - 0.5;
  }
  return matrix;
}

/**
 * What is wrong with C, judged by another C: each element may differ by the rounding of a sum of k
 * terms below ¼.
 *
 * @param {Problem} problem
 * @param {Matrix} c
 * @param {Matrix} expected
 * @returns {string | undefined}
 */
export function compare({ precision, shape: [, k, n] }, c, expected) {
  if (c.length !== expected.length) return `${c.length} elements, not ${expected.length}`;
  const tolerance = 4 * k * UNIT_ROUND_OFF[precision];
  for (const [i, element] of c.entries()) {
    const other = expected[i] ?? NaN;
    if (!(Math.abs(element - other) <= tolerance))
      return `element (${Math.floor(i / n)}, ${i % n}) is ${element}, ours ${other}`;
  }
  return undefined;
}

/**
 * What is wrong with C, judged by `C·x = A·(B·x)` in double precision, with an x of random numbers:
 * a wrong element shows in its row. Source: R. Freivalds, *Probabilistic Machines Can Use Less
 * Running Time* (1977).
 *
 * @param {Problem} problem
 * @param {Matrix} c
 * @returns {string | undefined}
 */
export function provesProduct({ precision, shape: [m, k, n], a, b }, c) {
  if (c.length !== m * n) return `${c.length} elements, not ${m * n}`;
  const x = randomMatrix('f64', n, 7);
  const direct = timesVector(c, m, n, x);
  const expected = timesVector(a, m, k, timesVector(b, k, n, x));
  const tolerance = 8 * (k + n) * Math.sqrt(n) * UNIT_ROUND_OFF[precision];
  for (const [i, sum] of direct.entries()) {
    const other = expected[i] ?? NaN;
    if (!(Math.abs(sum - other) <= tolerance))
      return `row ${i} times a vector is ${sum}, not ${other}`;
  }
  return undefined;
}

/** @param {Matrix} matrix @param {number} rows @param {number} cols @param {Matrix} x */
function timesVector(matrix, rows, cols, x) {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let col = 0; col < cols; col += 1)
      sum += (matrix[row * cols + col] ?? NaN) * (x[col] ?? NaN);
    return sum;
  });
}
