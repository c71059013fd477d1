// Takes the programs beside the demos on to clusters, as a reader would: the drivers of the page
// and the program in one folder, and what the page says is to be typed. What they print must be
// what they print in the page. `node scripts/check-clusters.mjs dask mpi`; without words all.
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as later } from 'node:timers/promises';

import { runnerImport } from 'vite';

import { expectedOf } from './programs.mjs';

/** @typedef {typeof import('../www/page/programs/further/drivers')} Drivers */
/** @type {(path: string, config: import('vite').InlineConfig) => Promise<{ module: Drivers }>} */
const load = runnerImport;
const { module: drivers } = await load('./www/page/programs/further/drivers.ts', {
  configFile: false,
});

const bin = resolve('.tools/python/clusters/bin');
const folder = mkdtempSync(join(tmpdir(), 'clusters-'));
// Nothing is reported to anybody.
const env = {
  ...process.env,
  PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  RAY_USAGE_STATS_ENABLED: '0',
};

const demos = 'pools matmul shared-memory pipe queue partitioning scheduling'.split(' ');
const programs = [
  ...demos.map((demo) => `www/page/demos/${demo}/${demo}.py`),
  'tests/python/pools_and_processes.py',
];
for (const { driver } of drivers.WAYS)
  if (driver !== null) writeFileSync(join(folder, driver.file), driver.text);

/**
 * @typedef {object} System
 * @property {string} command what stands before the program
 * @property {string[]} servers a cluster that runs already, which the later programs are to use
 */

/** @type {Record<string, System>} */
const SYSTEMS = {
  dask: {
    command: 'python3 on_dask.py',
    servers: [
      'dask scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file cluster.json',
      'dask worker --scheduler-file cluster.json --nworkers 2 --nthreads 1 --no-dashboard',
    ],
  },
  ray: { command: 'python3 on_ray.py', servers: [] },
  // A rank for the program, and for each of the ten processes that one of them has.
  mpi: { command: 'mpiexec -n 12 python3 -m mpi4py.futures on_mpi.py', servers: [] },
};

const counts = { passed: 0, failed: 0 };
const asked = process.argv.slice(2);
for (const name of asked.length === 0 ? Object.keys(SYSTEMS) : asked) {
  const system = SYSTEMS[name];
  if (system === undefined) throw new Error(`there is no ${name}`);
  const startMs = performance.now();
  const [first = '', ...rest] = programs;
  await check(name, system.command, first, null);
  const servers = system.servers.map(start);
  try {
    const address = servers.length === 0 ? null : await addressOf(join(folder, 'cluster.json'));
    for (const program of rest) await check(name, system.command, program, address);
  } finally {
    for (const server of servers) await server.stop();
  }
  console.log(`${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}
rmSync(folder, { recursive: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/**
 * @param {string} name of the system
 * @param {string} command
 * @param {string} program its path
 * @param {string | null} address of a cluster; null starts one
 */
async function check(name, command, program, address) {
  copyFileSync(program, join(folder, 'main.py'));
  const run = start(`${command} main.py ${address ?? ''}`.trim());
  const code = await run.ended(30_000);
  const { stdout, stderr } = run.output;
  const time = /^([\d.]+) s on \d+ workers$/m.exec(stderr)?.[0];
  const right = code === 0 && stdout === expectedOf(program) && time !== undefined;
  counts[right ? 'passed' : 'failed'] += 1;
  console.log(
    `${name}: ${program}: ${right ? time : `exit code ${String(code)}\n${stdout}${stderr}`}`,
  );
}

/** @param {string} line a command of the environment */
function start(line) {
  const [command = '', ...args] = line.split(' ');
  // A group of its own, so that what it has started ends with it.
  const child = spawn(command, args, { cwd: folder, env, detached: true });
  const output = { stdout: '', stderr: '' };
  child.stdout
    .setEncoding('utf8')
    .on('data', (/** @type {string} */ text) => (output.stdout += text));
  child.stderr
    .setEncoding('utf8')
    .on('data', (/** @type {string} */ text) => (output.stderr += text));
  /** @type {Promise<number | null>} */
  const closed = new Promise((resolve) => {
    child.on('error', (error) => {
      output.stderr += String(error);
      resolve(null);
    });
    child.on('close', resolve);
  });
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  return {
    output,
    /** @param {number} withinMs */
    ended: async (withinMs) => {
      const timer = setTimeout(kill, withinMs, 'SIGKILL');
      const code = await closed;
      clearTimeout(timer);
      kill('SIGKILL');
      return code;
    },
    stop: async () => {
      kill('SIGTERM');
      const timer = setTimeout(kill, 10_000, 'SIGKILL');
      await closed;
      clearTimeout(timer);
    },
  };
}

/**
 * @param {string} path of the file in which the scheduler says where it is
 * @returns {Promise<string>}
 */
async function addressOf(path) {
  for (let i = 0; i < 300 && !existsSync(path); i += 1) await later(100);
  /** @type {(text: string) => { address: string }} */
  const parse = JSON.parse;
  return parse(readFileSync(path, 'utf8')).address;
}
