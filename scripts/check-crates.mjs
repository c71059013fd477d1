// Checks the crates that are meant for others: `cargo package` packs each without a warning, with
// its licence and a readme, and the stable compiler would build it. Needs no network once the
// workspace has been built.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';

const TARGET = resolve('target/crates');
/** The project has no address yet. */
const EXPECTED = 'manifest has no documentation, homepage or repository';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string[] | null} publish null for what may be published anywhere
 * @property {string | null} rust_version
 * @property {string | null} license
 */

/** @type {(json: string) => { packages: Package[] }} */
const metadata = JSON.parse;
/** @satisfies {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} */
const options = { encoding: 'utf8', maxBuffer: 64 << 20 };
const { packages } = metadata(
  execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1', '--offline'], options),
);
const ours = packages.filter(({ publish }) => publish === null);
/** @type {string[]} */
const faults = [];

// Cargo keeps for ever what it has once unpacked and compiled of a version: of ours it would be
// what they were at an earlier run.
rmSync(TARGET, { recursive: true, force: true });
const { CARGO_HOME = resolve(homedir(), '.cargo') } = process.env;
const unpacked = `${CARGO_HOME}/registry/src`;
for (const registry of existsSync(unpacked) ? readdirSync(unpacked) : [])
  for (const { name, version } of ours)
    rmSync(`${unpacked}/${registry}/${name}-${version}`, { recursive: true, force: true });

// What is packed is compiled too, from the archive alone. −1 makes this nightly refuse what the
// stable compiler would. From outside, or the project's configuration would have it build the
// standard library, which needs a nightly.
const [, toolchain = ''] =
  /^channel = "(.+)"$/m.exec(readFileSync('rust-toolchain.toml', 'utf8')) ?? [];
const { status, stderr } = spawnSync(
  'cargo',
  [
    ...['package', '--offline', '--allow-dirty', '--target-dir', TARGET],
    ...['--manifest-path', resolve('Cargo.toml')],
    ...ours.flatMap(({ name }) => ['--package', name]),
  ],
  {
    ...options,
    cwd: tmpdir(),
    env: { ...process.env, RUSTUP_TOOLCHAIN: toolchain, RUSTC_BOOTSTRAP: '-1' },
  },
);
const warnings = stderr.split('\n').filter((line) => /^(?:warning|error)\b/.test(line));
faults.push(...warnings.filter((line) => !line.endsWith(`: ${EXPECTED}`)));
if (status !== 0) faults.push(`cargo package: exit code ${status}\n${stderr}`);

for (const { name, version, license, rust_version: msrv } of ours) {
  if (license !== 'MIT' || msrv === null) faults.push(`${name}: no licence, or no rust-version`);
  if (status !== 0) continue;
  const archive = `${TARGET}/package/${name}-${version}.crate`;
  const files = execFileSync('tar', ['tzf', archive], options).split('\n');
  for (const wanted of [/\/LICENSE$/, /\/(?:README|crates)\.md$/, /\/lib\.rs$/])
    if (!files.some((file) => wanted.test(file))) faults.push(`${archive} has no ${wanted}`);
}

if (ours.length === 0) faults.push('no crate is meant for others');
faults.forEach((it) => console.error(it));
console.log(`${ours.length} crates, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
