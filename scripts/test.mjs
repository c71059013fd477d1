// `make test`: every check and every test, fast ones first, each on its own so that one run tells
// all. A stage that could not run has failed. The last line counts the tests that were executed.
// `node scripts/test.mjs clippy e2e` runs the stages whose names contain one of the words, and what
// they need.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';

import { run } from './run.mjs';
import { cargoCounts, engineCounts, playwrightCounts, vitestCounts } from './count.mjs';

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

const bin = 'node_modules/.bin';
const ruff = '.tools/python/tools/bin/ruff';
const report = (/** @type {string} */ name) => readFileSync(`test-results/${name}.json`, 'utf8');

/** @type {Stage[]} */
const stages = [
  {
    // Files that a registry declares by a macro are not found by cargo fmt.
    name: 'format: rust',
    command:
      'cargo fmt --all --check && rustfmt --edition 2024 --check src/schedule/policy/*.rs src/heap/objects/*.rs',
  },
  { name: 'format: the rest', command: `${bin}/prettier --check .` },
  { name: 'format: python', command: `${ruff} format --check` },
  { name: 'lint: python', command: `${ruff} check` },
  { name: 'clippy: host', command: 'cargo clippy --workspace --all-targets -- -D warnings' },
  {
    name: 'clippy: wasm32',
    command:
      'cargo clippy --workspace --target wasm32-unknown-unknown --all-targets -- -D warnings',
  },
  {
    name: 'clippy: wasm32, relaxed',
    command: `CARGO_TARGET_DIR=target/relaxed cargo clippy --workspace --target wasm32-unknown-unknown --config 'target.wasm32-unknown-unknown.rustflags=["-Ctarget-feature=+relaxed-simd"]' -- -D warnings`,
    minutes: 15,
  },
  {
    name: 'docs: rust',
    command: `RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps`,
  },
  {
    name: 'host tests',
    command: 'cargo test --workspace --no-fail-fast',
    count: cargoCounts,
    minutes: 15,
  },
  { name: 'package: crates', command: 'node scripts/check-crates.mjs', needs: ['clippy: host'] },
  { name: 'build: wasm', command: 'make --no-print-directory pkg/package.json', minutes: 15 },
  {
    name: 'build: python',
    command: 'make --no-print-directory pkg/python/manifest.ts',
    needs: ['build: wasm'],
  },
  { name: 'python', command: 'node scripts/check-python.mjs', needs: ['build: python'] },
  { name: 'python programs: native', command: 'node scripts/check-programs.mjs' },
  // Ray is large and slow to start: `make test-clusters` has it too.
  { name: 'clusters', command: 'make --no-print-directory test-clusters SYSTEMS="dask mpi"' },
  ...Object.entries({
    node: 'tsconfig.json',
    window: 'www/tsconfig.json',
    workers: 'www/tsconfig.worker.json',
  }).map(([world, project]) => ({
    name: `types: ${world}`,
    command: `${bin}/tsc --project ${project}`,
    needs: ['build: python'],
  })),
  { name: 'paths', command: 'node scripts/check-paths.mjs' },
  { name: 'circles', command: 'node scripts/check-circles.mjs', needs: ['build: python'] },
  { name: 'lint', command: `${bin}/eslint --max-warnings 0 .`, needs: ['build: python'] },
  {
    name: 'unit tests',
    needs: ['build: python'],
    command: `${bin}/vitest run --reporter=default --reporter=json --outputFile=test-results/vitest.json`,
    count: () => vitestCounts(report('vitest')),
  },
  {
    name: 'build: site',
    command: 'make --no-print-directory www/dist/index.html',
    needs: ['build: python'],
  },
  { name: 'output', command: 'node scripts/check-output.mjs', needs: ['build: site'] },
  { name: 'reference', command: 'node scripts/reference.mjs', needs: ['build: site'] },
  { name: 'release', command: 'python3 scripts/release.py --check', needs: ['build: site'] },
  {
    name: 'build: package',
    command: 'make --no-print-directory package',
    needs: ['build: site'],
  },
  { name: 'python wheels', command: 'scripts/install-python wheels' },
  { name: 'browsers', command: 'scripts/install-browsers', minutes: 15 },
  ...['chrome', 'firefox'].flatMap((browser) =>
    ['isolated', 'not-isolated', 'isolated relaxed'].map((tier) => ({
      name: `wasm tests: ${browser}, ${tier}`,
      command: `scripts/test-browser ${browser} ${tier}`,
      needs: ['browsers'],
      count: cargoCounts,
      minutes: 15,
    })),
  ),
  {
    // All exercises and recipes with `make test-docs`.
    name: 'docs: book',
    command: 'node scripts/check-docs.mjs',
    needs: ['build: site', 'browsers'],
    minutes: 3,
  },
  {
    // A few programs on each tier; `node scripts/check-firefox.mjs` runs all of them.
    name: 'python: firefox',
    command: 'node scripts/check-firefox.mjs demos/ locks pool_tasks exits manager_sync threads_mp',
    needs: ['build: site', 'browsers'],
  },
  {
    // The page and the embed too with `make test-engines`.
    name: 'engines',
    command: 'node scripts/check-engines.mjs --scenarios chromium firefox',
    needs: ['build: site', 'browsers'],
    count: () => engineCounts(report('engines')),
    minutes: 5,
  },
  {
    name: 'end to end',
    command: `${bin}/playwright test`,
    needs: ['build: site', 'browsers', 'python wheels'],
    count: () => playwrightCounts(report('e2e')),
    minutes: 55,
  },
  {
    // Each installs the packed library with a bundler of its own, and builds a page with it.
    name: 'consumers',
    command: `node tests/consumers/prepare.mjs && ${bin}/playwright test --config consumers.config.ts`,
    needs: ['build: package', 'browsers'],
    count: () => playwrightCounts(report('consumers')),
  },
  {
    // Longer with `make soak`.
    name: 'soak',
    command: `MINUTES=1 ${bin}/playwright test --config soak.config.ts`,
    needs: ['build: site', 'browsers'],
    count: () => playwrightCounts(report('soak')),
  },
  {
    name: 'lighthouse',
    command: `${bin}/playwright test --config lighthouse.config.ts`,
    needs: ['build: site', 'browsers'],
    count: () => playwrightCounts(report('lighthouse')),
  },
];

/** @param {Stage} stage @returns {Promise<{ ok: boolean, why: string, counts?: Counts }>} */
async function judge({ command, needs = [], count, minutes = 10 }) {
  const missing = needs.find((name) => results.get(name)?.ok !== true);
  if (missing !== undefined) return { ok: false, why: `could not run: ${missing} failed` };
  const { code, output, timedOut } = await run(command, minutes * 60_000);
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
  return { ok: why === '', why, ...(counts && { counts }) };
}

const words = process.argv.slice(2);
const chosen = new Set(
  words.length === 0 ? stages : stages.filter(({ name }) => words.some((it) => name.includes(it))),
);
for (const stage of [...stages].reverse())
  if (chosen.has(stage))
    stages.filter(({ name }) => stage.needs?.includes(name)).forEach((it) => chosen.add(it));

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results');
/** @type {Map<string, { ok: boolean, line: string }>} */
const results = new Map();
const total = { passed: 0, failed: 0 };
for (const stage of stages.filter((it) => chosen.has(it))) {
  const start = performance.now();
  console.log(`── ${stage.name}`);
  const { ok, why, counts } = await judge(stage);
  total.passed += counts?.passed ?? 0;
  // A stage that failed without a failed test counts as one: the last line never says 0 failed of a
  // run that failed.
  total.failed += counts?.failed || (ok ? 0 : 1);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const tests = counts === undefined ? '' : `  ${counts.passed} passed, ${counts.failed} failed`;
  const line = `${ok ? 'ok  ' : 'FAIL'} ${seconds} s  ${stage.name}${tests}${why && `  (${why})`}`;
  results.set(stage.name, { ok, line });
  console.log(`   ${line}`);
}

console.log(`\n${[...results.values()].map(({ line }) => line).join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
