// Installs the peers below benches/, each kind from its own registry and at its locked version.
// What cannot be installed is left out of the run, with the reason in its report.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { run } from '../../scripts/run.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));

/** Ways to install, and whom each brings. */
const INSTALLS = [
  {
    peers: ['onnxruntime', 'tensorflow', 'jax'],
    made: 'node_modules/.package-lock.json',
    from: 'package-lock.json',
    command: 'npm ci --ignore-scripts --no-fund --no-audit',
  },
  {
    // Cargo knows itself what is up to date.
    peers: ['ndarray', 'gemm'],
    command:
      'cd peers/rust && env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET -u CARGO_TARGET_DIR ' +
      'cargo build --quiet --locked --release --target wasm32-unknown-unknown',
  },
  {
    peers: ['numpy'],
    made: '.venv/installed',
    from: 'requirements.txt',
    command:
      'rm -rf .venv && python3 -m venv .venv && ' +
      '.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt && ' +
      'touch .venv/installed',
  },
];
const MINUTES = 15;

/**
 * @param {string[]} peers
 * @returns {Promise<Record<string, string>>} those that cannot take part, and why
 */
export async function installPeers(peers) {
  /** @type {Record<string, string>} */
  const failed = {};
  for (const { peers: brought, made, from, command } of INSTALLS) {
    const wanted = brought.filter((peer) => peers.includes(peer));
    if (wanted.length === 0 || (made !== undefined && ageMs(made) >= ageMs(from))) continue;
    const { code, output, timedOut } = await run(`cd '${here}' && ${command}`, MINUTES * 60_000);
    if (code === 0 && !timedOut) continue;
    const said = output.trim().split('\n').slice(-3).join(' · ');
    const why = timedOut ? `took over ${MINUTES} minutes` : `failed (${code}): ${said}`;
    for (const peer of wanted) failed[peer] = `“${command}” ${why}`;
  }
  return failed;
}

/** When a file was written; before all others if it is not there. @param {string} path */
function ageMs(path) {
  return statSync(here + path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}
