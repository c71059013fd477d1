// Runs checks one after another, each on its own so that one run tells all. A stage that could not
// run has failed. The last line counts the tests that were executed.
import { run } from './run.mjs';

/** The tests that failed whose names are said once more. */
const MOST_NAMED = 40;

/**
 * @typedef {import('./count.mjs').Counts} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} command
 * @property {string[]} [needs] stages that must have passed
 * @property {(output: string) => Counts} [count] reads the tests off; a stage with it must have run
 * some
 * @property {number} [minutes] its deadline, default 10
 */

/**
 * @typedef {object} Result
 * @property {boolean} ok
 * @property {string} why it has failed; empty if it has not
 * @property {number} seconds
 * @property {Counts} [counts]
 * @property {string} output what it said
 */

/**
 * Runs the stages whose names contain one of the words, and what they need; without words all.
 *
 * @param {Stage[]} stages
 * @param {string[]} words
 * @param {(stage: Stage, result: Result) => void} [ended] is told of each
 * @returns {Promise<boolean>} whether all have passed
 */
export async function runStages(stages, words, ended) {
  const chosen = choose(stages, words);
  if (chosen.size === 0) {
    console.error(`no stage is called ${words.join(' or ')}`);
    return false;
  }
  /** @type {Map<string, { ok: boolean, line: string }>} */
  const results = new Map();
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const stage of stages.filter((it) => chosen.has(it))) {
    console.log(`── ${stage.name}`);
    const missing = stage.needs?.find((name) => results.get(name)?.ok !== true);
    const result = await judge(stage, missing);
    const { ok, why, counts } = result;
    total.passed += counts?.passed ?? 0;
    // A stage that failed without a failed test counts as one: the last line never says 0 failed of
    // a run that failed.
    total.failed += counts?.failed || (ok ? 0 : 1);
    const seconds = result.seconds.toFixed(1).padStart(6);
    const tests = counts === undefined ? '' : `  ${counts.passed} passed, ${counts.failed} failed`;
    const line = `${ok ? 'ok  ' : 'FAIL'} ${seconds} s  ${stage.name}${tests}${why && `  (${why})`}`;
    results.set(stage.name, { ok, line });
    if (!ok) failures.push(...namesOfFailed(result.output));
    console.log(`   ${line}`);
    ended?.(stage, result);
  }
  console.log(`\n${[...results.values()].map(({ line }) => line).join('\n')}\n`);
  // Again at the end, which is what is read of a long run.
  if (failures.length > 0) console.log(`${failures.slice(0, MOST_NAMED).join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

/**
 * @param {string} output of Playwright, Cargo or Vitest
 * @returns {string[]} the tests that failed
 */
function namesOfFailed(output) {
  const names = output.match(/^(?: {4}\[[^\]]+\] › .*| FAIL .*|test .* FAILED)$/gm) ?? [];
  return [...new Set(names.map((name) => name.trim()))];
}

/** @param {Stage[]} stages @param {string[]} words @returns {Set<Stage>} with what they need */
function choose(stages, words) {
  const chosen = new Set(
    words.length === 0
      ? stages
      : stages.filter(({ name }) => words.some((it) => name.includes(it))),
  );
  for (const stage of [...stages].reverse())
    if (chosen.has(stage))
      stages.filter(({ name }) => stage.needs?.includes(name)).forEach((it) => chosen.add(it));
  return chosen;
}

/**
 * @param {Stage} stage
 * @param {string} [missing] a stage that it needs and that has not passed
 * @returns {Promise<Result>}
 */
async function judge({ command, count, minutes = 10 }, missing) {
  if (missing !== undefined)
    return { ok: false, why: `could not run: ${missing} failed`, seconds: 0, output: '' };
  const start = performance.now();
  const { code, output, timedOut } = await run(command, minutes * 60_000);
  const seconds = (performance.now() - start) / 1000;
  /** @type {Counts | undefined} */
  let counts;
  let why = timedOut ? `over its ${minutes} minutes` : code === 0 ? '' : `exit code ${code}`;
  try {
    counts = count?.(output);
  } catch (error) {
    why ||= `no report: ${String(error)}`;
  }
  if (counts !== undefined && why === '') {
    if (counts.failed > 0) why = 'tests failed';
    else if (counts.skipped > 0) why = `${counts.skipped} tests were skipped`;
    else if (counts.passed === 0) why = 'no test was run';
  }
  if (why !== '') console.log(output.trimEnd().split('\n').slice(-200).join('\n'));
  return { ok: why === '', why, seconds, output, ...(counts && { counts }) };
}
