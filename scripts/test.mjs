// `make test`: every check and every test, fast ones first. The long ones are in `verify.mjs`.
// `node scripts/test.mjs clippy e2e` runs the stages whose names contain one of the words, and what
// they need.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';

import { cargoCounts, engineCounts, playwrightCounts, vitestCounts } from './count.mjs';
import { runStages } from './stages.mjs';

const bin = 'node_modules/.bin';
const ruff = '.tools/python/tools/bin/ruff';
const report = (/** @type {string} */ name) => readFileSync(`test-results/${name}.json`, 'utf8');

/** @type {import('./stages.mjs').Stage[]} */
const stages = [
  {
    // Files that a registry declares by a macro are not found by cargo fmt.
    name: 'format: rust',
    command:
      'cargo fmt --all --check && rustfmt --edition 2024 --check src/schedule/policy/*.rs src/heap/objects/*.rs fuzz/targets/*.rs',
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
  {
    name: 'build: wheel',
    command: 'make --no-print-directory wheel',
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
    needs: ['build: package', 'build: wheel', 'browsers'],
    count: () => playwrightCounts(report('consumers')),
  },
  {
    // All of them with `make test-faults`.
    name: 'faults',
    command: `${bin}/playwright test --config faults.config.ts --grep @sample`,
    needs: ['build: site', 'browsers'],
    count: () => playwrightCounts(report('faults')),
    minutes: 5,
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

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results');
process.exit((await runStages(stages, process.argv.slice(2))) ? 0 : 1);
