// Reads the number of tests off what each runner says.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @typedef {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }}
 * PlaywrightReport
 * @typedef {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests',
 * number>} VitestReport
 */

/** @type {(json: string) => PlaywrightReport} */
const playwrightReport = JSON.parse;
/** @type {(json: string) => VitestReport} */
const vitestReport = JSON.parse;

/**
 * cargo's and wasm-bindgen's runners close each test program with a line.
 *
 * @param {string} output
 * @returns {Counts} their sum
 */
export function cargoCounts(output) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const line = /^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm;
  for (const [, passed, failed, ignored] of output.matchAll(line)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.skipped += Number(ignored);
  }
  return sum;
}

/**
 * `fuzz.mjs` says a line for each target.
 *
 * @param {string} output
 * @returns {Counts} executions that ended well, and targets that failed
 */
export function fuzzCounts(output) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [, runs] of output.matchAll(/^fuzz: \S+ (\d+) executions/gm))
    sum.passed += Number(runs);
  sum.failed = [...output.matchAll(/^fuzz: \S+ FAILED/gm)].length;
  return sum;
}

/**
 * @param {string} output of cargo-mutants
 * @returns {Counts} mutants that a test caught, and those that none did
 */
export function mutantCounts(output) {
  const line = [...output.matchAll(/^\d+ mutants tested.*$/gm)].at(-1)?.[0] ?? '';
  const count = (/** @type {string} */ word) =>
    Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count('caught') + count('timeouts?'), failed: count('missed'), skipped: 0 };
}

/**
 * @param {string} json vitest's report
 * @returns {Counts}
 */
export function vitestCounts(json) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = vitestReport(json);
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
}

/** @type {(json: string) => Counts} What `check-engines.mjs` left. */
export const engineCounts = JSON.parse;

/**
 * @param {string} json Playwright's report
 * @returns {Counts}
 */
export function playwrightCounts(json) {
  const { stats } = playwrightReport(json);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
