// Runs the programs of tests/python and those beside the demos by the system's own Python, and
// compares what they print with what they have to print in the page: so what is expected there is
// what CPython does. A program that begins with `# Needs 3.13` is left out where Python is older.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { expectedOf, programs } from './programs.mjs';

const python = process.env['PYTHON'] ?? 'python3';
const asked = ['-c', 'import sys; print(*sys.version_info[:2])'];
const version = spawnSync(python, asked, { encoding: 'utf8' }).stdout.trim().split(' ').map(Number);

const counts = { passed: 0, failed: 0, left: 0 };
const folder = mkdtempSync(join(tmpdir(), 'programs-'));
// As in the page; a program called queue.py would hide the module of that name.
const main = join(folder, 'main.py');
for (const path of programs()) {
  const needs = /^# Needs (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1];
  if (needs !== undefined && !isAtLeast(needs)) {
    counts.left += 1;
    console.log(`left out: ${path} needs ${needs}`);
    continue;
  }
  copyFileSync(path, main);
  const { stdout, error } = spawnSync(python, [main], { encoding: 'utf8', timeout: 60_000 });
  const isRight = stdout === expectedOf(path);
  counts[isRight ? 'passed' : 'failed'] += 1;
  if (isRight) continue;
  console.log(`${path} prints something else${error ? ` (${error.message})` : ''}:\n${stdout}`);
}
rmSync(folder, { recursive: true });
const { passed, failed, left } = counts;
console.log(`Python ${version.join('.')}: ${passed} passed, ${failed} failed, ${left} left out`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** @param {string} needs a version, or what no version has */
function isAtLeast(needs) {
  const [major = NaN, minor = NaN] = needs.split('.').map(Number);
  const [ours = 0, its = 0] = version;
  return major < ours || (major === ours && minor <= its);
}
