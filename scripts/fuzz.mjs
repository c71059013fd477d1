// `make fuzz`: runs each target of `fuzz` for a while, beginning with its corpus. SECONDS=600 says
// how long, TARGETS='queue pool' which, and KEEP=1 that the corpus becomes the fewest inputs that
// reach as much as all that were found. An input that fails is left in fuzz/artifacts;
// `cargo fuzz run queue fuzz/artifacts/…` runs it again.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import process from 'node:process';

const SECONDS = Number(process.env.SECONDS || 60);
/** Longer inputs find nothing new here, and are slow. */
const LIMITS = ['-max_len=1024', '-timeout=10', '-rss_limit_mb=2048'];
const FOLDER = 'target/fuzz';
const manifest = readFileSync('fuzz/Cargo.toml', 'utf8');
const all = [...manifest.matchAll(/\[\[bin\]\]\nname = "(.*)"/g)].map(([, name]) => name ?? '');
const targets = process.env.TARGETS ? process.env.TARGETS.split(' ') : all;

const env = { ...process.env, CARGO_TARGET_DIR: FOLDER };
const built = spawnSync('.tools/verify/bin/cargo-fuzz', ['fuzz', 'build'], {
  env,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))?.[1] ?? '';

/** @param {string} target @param {string[]} words */
function fuzz(target, words) {
  const { status, stderr } = spawnSync(`${FOLDER}/${host}/release/${target}`, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { ok: status === 0, output: stderr };
}

let failed = 0;
for (const target of targets) {
  const [corpus, found] = [`fuzz/corpus/${target}`, `${FOLDER}/corpus/${target}`];
  const artifacts = `fuzz/artifacts/${target}`;
  for (const folder of [corpus, artifacts]) mkdirSync(folder, { recursive: true });
  rmSync(found, { recursive: true, force: true });
  cpSync(corpus, found, { recursive: true });
  const before = readdirSync(corpus).length;
  const last = [`-max_total_time=${SECONDS}`, '-print_final_stats=1', found];
  const { ok, output } = fuzz(target, [...LIMITS, `-artifact_prefix=${artifacts}/`, ...last]);
  const runs = Number(/number_of_executed_units:\s*(\d+)/.exec(output)?.[1] ?? 0);
  const edges = Number([...output.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? 0);
  let merged = true;
  if (ok && process.env.KEEP) {
    // What has once failed is kept whatever it reaches.
    for (const name of readdirSync(corpus))
      if (!name.startsWith('failed')) rmSync(`${corpus}/${name}`);
    merged = fuzz(target, ['-merge=1', '-use_counters=0', ...LIMITS, corpus, found]).ok;
  }
  if (ok && merged && runs > 0) {
    const after = readdirSync(corpus).length;
    console.log(`fuzz: ${target} ${runs} executions, ${edges} edges, corpus ${before} → ${after}`);
  } else {
    failed++;
    console.log(output.split('\n').slice(-60).join('\n'));
    console.log(`fuzz: ${target} FAILED after ${runs} executions`);
  }
}
process.exit(failed === 0 ? 0 : 1);
