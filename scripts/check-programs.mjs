// Runs the programs of tests/python and those beside the demos, by several settings of their
// controls, by the system's own Python, and compares what they print with what they have to print
// in the page: so what is expected there is what CPython does. A program that begins with `# Needs
// 3.13` is left out where Python is older.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { runnerImport } from 'vite';

import { PROGRAM_SETTINGS } from './program-settings.mjs';
import { expectedOf, programs } from './programs.mjs';

/** @typedef {typeof import('../www/page/test/demo-texts')} DemoTexts */
/** @type {(path: string, config: import('vite').InlineConfig) => Promise<{ module: DemoTexts }>} */
const load = runnerImport;
const { module: demoTexts } = await load('./www/page/test/demo-texts.ts', { configFile: false });

const python = process.env['PYTHON'] ?? 'python3';
const asked = ['-c', 'import sys; print(*sys.version_info[:2])'];
const version = spawnSync(python, asked, { encoding: 'utf8' }).stdout.trim().split(' ').map(Number);

const counts = { passed: 0, failed: 0, left: 0 };
const folder = mkdtempSync(join(tmpdir(), 'programs-'));
// As in the page; a program called queue.py would hide the module of that name.
const main = join(folder, 'main.py');
for (const path of programs()) {
  const text = readFileSync(path, 'utf8');
  const needs = /^# Needs (.*)$/m.exec(text)?.[1];
  if (needs !== undefined && !isAtLeast(needs)) {
    counts.left += 1;
    console.log(`left out: ${path} needs ${needs}`);
    continue;
  }
  check(path, text, expectedOf(path));
}
for (const { demo, values, prints } of PROGRAM_SETTINGS) {
  const text = demoTexts.pythonFor(demo, values);
  check(`${demo} ${JSON.stringify(values)}`, text, `${prints.join('\n')}\n`);
}
rmSync(folder, { recursive: true });
const { passed, failed, left } = counts;
console.log(`Python ${version.join('.')}: ${passed} passed, ${failed} failed, ${left} left out`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/**
 * @param {string} what which program
 * @param {string} text
 * @param {string} expected
 */
function check(what, text, expected) {
  writeFileSync(main, text);
  const { stdout, stderr, error } = spawnSync(python, [main], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const isRight = stdout === expected;
  counts[isRight ? 'passed' : 'failed'] += 1;
  if (isRight) return;
  const why = error ? ` (${error.message})` : '';
  console.log(`${what} prints something else${why}:\n${stdout}${stderr}`);
}

/** @param {string} needs a version, or what no version has */
function isAtLeast(needs) {
  const [major = NaN, minor = NaN] = needs.split('.').map(Number);
  const [ours = 0, its = 0] = version;
  return major < ours || (major === ours && minor <= its);
}
