// Checks that every file of the project that a document or a comment names is there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const NAMED = /(?<![\w./-])(?:src|www|tests|scripts|benches|docs)\/[\w./-]*\.[a-z]+\b/g;
/** What is built, installed or measured, and so not there in a fresh clone. */
const MADE = /^(?:www\/dist|benches\/results|benches\/node_modules)\//;

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
const texts = files.filter((name) => /\.(?:md|rs|ts|mjs|py|toml)$/.test(name) && existsSync(name));
let named = 0;
/** @type {string[]} */
const faults = [];
for (const name of texts) {
  for (const [path] of readFileSync(name, 'utf8').matchAll(NAMED)) {
    named += 1;
    if (!MADE.test(path) && !existsSync(path)) faults.push(`${name} names ${path}`);
  }
}

if (named < 100) faults.push(`only ${named} paths were found`);
faults.forEach((it) => console.error(it));
console.log(`${texts.length} files, ${named} paths, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
