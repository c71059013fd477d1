// `make bench-compare A=… B=…`: what has changed from one run of `make bench` to another beyond the
// noise. A run is a file, or the commit it was made of (the newest file of that commit counts).
// Exits with 1 where something has become worse, with 2 where there is nothing to compare.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { changes, isWorse, told } from './all/comparison.mjs';
import { readReport } from './all/report.mjs';

const RESULTS = 'benches/results';

/** @param {string} name @returns {string} the file of that run */
function fileOf(name) {
  if (existsSync(name)) return name;
  const known = existsSync(RESULTS) ? readdirSync(RESULTS) : [];
  const file = known
    .filter((file) => /^\d{8}T.*-[0-9a-f]+\+?\.json$/.test(file))
    .filter((file) => file.split('-').at(-1)?.startsWith(name))
    .toSorted()
    .at(-1);
  if (file === undefined)
    throw new Error(`there is no file ${name}, and no run of a commit ${name}`);
  return join(RESULTS, file);
}

const names = process.argv.slice(2);
try {
  if (names.length !== 2) throw new Error('two runs are compared: make bench-compare A=… B=…');
  const [before, now] = names.map((name) => readReport(readFileSync(fileOf(name), 'utf8')));
  if (before === undefined || now === undefined) throw new Error('two runs are compared');
  for (const { when, commit, machine } of [before, now])
    console.log(`${commit}, ${when}: ${machine.cpu}, ${machine.browser}`);
  const list = changes(before, now);
  console.log(`\nhow many times better it is now, with a 95 % interval\n\n${told(list)}`);
  process.exitCode = isWorse(list) ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
