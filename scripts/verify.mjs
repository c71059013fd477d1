// `make verify`: checks that take too long for every change, each with its own deadline. What each
// did is kept in target/verify, of which `make reliability` makes a report.
// `node scripts/verify.mjs miri` runs the stages whose names contain one of the words.
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { cargoCounts, fuzzCounts, mutantCounts } from './count.mjs';
import { runStages } from './stages.mjs';

const FOLDER = 'target/verify';
const ours = (/** @type {string} */ name) => `-p parallel-playground-${name}`;

/**
 * Each test also in several orders of its threads. Members of a team outlive its tests.
 *
 * @param {string} tests
 * @param {number} [seeds]
 */
const miri = (tests, seeds = 1) =>
  `MIRIFLAGS='-Zmiri-ignore-leaks -Zmiri-disable-isolation -Zmiri-many-seeds=0..${seeds}' scripts/miri ${tests}`;

/**
 * The standard library is built with it as well, or its locks would look like races. The target is
 * named so that build scripts are not.
 */
const tsan = (/** @type {string} */ tests) =>
  `TSAN_OPTIONS=halt_on_error=1 CARGO_TARGET_DIR=target/tsan RUSTFLAGS='-Zsanitizer=thread --cfg real_cells' cargo test --target "$(rustc -vV | sed -n 's/^host: //p')" ${tests}`;

/**
 * Changes of a crate, each of which a test of the crate or of these programs should notice. What is
 * compiled for browsers alone no test on the host can notice.
 *
 * @param {string} crate
 * @param {string} tests
 */
const mutants = (crate, tests) =>
  `mkdir -p target/mutants && .tools/verify/bin/cargo-mutants mutants --workspace --no-shuffle --colors never --sharding round-robin --output target/mutants/${crate} --shard ${process.env.SHARD ?? '0/20'} --minimum-test-timeout 60 -f 'src/${crate}/**' -e src/ipc/native.rs -- -p parallel-playground --test ${tests}`;

/**
 * These ask the network. Where it gives no answer they fail: `ADVISORIES=0` leaves them out, and
 * says so.
 *
 * @type {import('./stages.mjs').Stage[]}
 */
const advisories = [
  {
    name: 'cargo deny: advisories',
    command: '.tools/verify/bin/cargo-deny check advisories',
    needs: ['tools: cargo-deny'],
  },
  { name: 'npm audit: advisories', command: 'npm audit', minutes: 2 },
  { name: 'npm audit: signatures', command: 'npm audit signatures', minutes: 2 },
];

/** @type {import('./stages.mjs').Stage[]} */
const stages = [
  { name: 'tools: miri', command: 'scripts/install-tools miri', minutes: 15 },
  {
    name: 'miri: crew',
    command: miri(`${ours('crew')} --lib -- team`, 4),
    needs: ['tools: miri'],
    count: cargoCounts,
    minutes: 15,
  },
  {
    name: 'miri: matmul',
    command: miri('--test matmul_threads', 2),
    needs: ['tools: miri'],
    count: cargoCounts,
    minutes: 15,
  },
  {
    name: 'miri: ipc, queues',
    // Those in which threads meet; all would take an hour.
    command: miri(
      '--test ipc_properties -- threads_get closing_during one_event_loop words_without',
    ),
    needs: ['tools: miri'],
    count: cargoCounts,
    minutes: 15,
  },
  {
    name: 'miri: ipc, objects',
    command: miri('--test ipc_objects_properties'),
    needs: ['tools: miri'],
    count: cargoCounts,
    minutes: 15,
  },
  {
    name: 'thread sanitizer: crates',
    command: tsan(`${['crew', 'tasks', 'schedule', 'matmul', 'ipc'].map(ours).join(' ')} --lib`),
    count: cargoCounts,
    minutes: 15,
  },
  {
    name: 'thread sanitizer: properties',
    command: tsan(
      "--no-fail-fast --test 'ipc_*properties' --test matmul_threads --test schedule_properties",
    ),
    count: cargoCounts,
    minutes: 20,
  },
  { name: 'tools: cargo-fuzz', command: 'scripts/install-tools cargo-fuzz', minutes: 15 },
  {
    name: 'fuzz',
    command: 'node scripts/fuzz.mjs',
    needs: ['tools: cargo-fuzz'],
    count: fuzzCounts,
    minutes: 30,
  },
  { name: 'tools: cargo-deny', command: 'scripts/install-tools cargo-deny', minutes: 20 },
  {
    name: 'cargo deny: licences, sources',
    command: '.tools/verify/bin/cargo-deny check licenses bans sources',
    needs: ['tools: cargo-deny'],
  },
  ...(process.env.ADVISORIES === '0' ? [] : advisories),
  { name: 'tools: cargo-mutants', command: 'scripts/install-tools cargo-mutants', minutes: 15 },
  {
    // A part, since all take hours: another one with SHARD=1/20.
    name: 'mutants: pool',
    command: mutants('pool', 'pool_properties'),
    needs: ['tools: cargo-mutants'],
    count: mutantCounts,
    minutes: 60,
  },
  {
    name: 'mutants: ipc',
    command: mutants('ipc', "'ipc_*properties'"),
    needs: ['tools: cargo-mutants'],
    count: mutantCounts,
    minutes: 60,
  },
];
if (process.env.ADVISORIES === '0') console.log('advisories: not asked for, since ADVISORIES=0\n');

mkdirSync(FOLDER, { recursive: true });
const ok = await runStages(stages, process.argv.slice(2), ({ name, command }, result) => {
  const { output, ...kept } = result;
  const file = name.replaceAll(/[^a-z0-9]+/g, '-');
  writeFileSync(`${FOLDER}/${file}.txt`, output);
  const record = { name, command, date: new Date().toISOString(), ...kept };
  writeFileSync(`${FOLDER}/${file}.json`, `${JSON.stringify(record, null, 1)}\n`);
});
process.exit(ok ? 0 : 1);
