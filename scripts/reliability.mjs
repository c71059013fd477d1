// Makes a report, target/verify/reliability.md, of what `make verify` has left there: which tool
// ran what, how often, how long, and by which command.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const FOLDER = 'target/verify';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} date
 * @property {boolean} ok
 * @property {number} seconds
 * @property {{ passed: number, failed: number }} [counts]
 */

/** @type {(json: string) => Stage} */
const parse = JSON.parse;

/** What each tool would find, by the first word of the stages' names. */
const FINDS = /** @type {const} */ ({
  miri: 'undefined behaviour: accesses out of bounds, of freed memory, through references that no longer hold; data races',
  'thread sanitizer': 'data races of real threads. The payload of queues is plain memory here',
  fuzz: 'inputs by which what reads foreign words and events panics or gives wrong answers',
  'cargo deny':
    'licences that may not be mixed in, known vulnerabilities, sources that are not the registry',
  'npm audit': 'known vulnerabilities of what the site and its build depend on',
  mutants: 'changes of the code that no test notices',
});

const stages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => parse(readFileSync(`${FOLDER}/${name}`, 'utf8')))
  .filter(({ name }) => !name.startsWith('tools'))
  .sort((one, other) => one.name.localeCompare(other.name));

const row = (/** @type {Stage} */ { name, ok, date, seconds, counts }) => {
  const ran = counts === undefined ? '–' : counts.passed.toLocaleString('en');
  const failed = counts === undefined ? (ok ? '–' : 'failed') : String(counts.failed);
  const command = `\`make verify STAGES='${name.split(':')[0]}'\``;
  return `| ${name} | ${ran} | ${failed} | ${seconds.toFixed(0)} s | ${date.slice(0, 10)} | ${command} |`;
};

writeFileSync(
  `${FOLDER}/reliability.md`,
  `# Reliability

Made by \`node scripts/reliability.mjs\` of the last \`make verify\`. What every change must pass is \`make test\`; these are the checks
that take too long for that.

## Rust

| what ran | executions | failed | time | on | command |
| --- | --- | --- | --- | --- | --- |
${stages.map(row).join('\n')}

An execution is a test; of the fuzzer an input; of \`mutants\` a mutant that a test has caught.

What each would find:

${Object.entries(FINDS)
  .map(([tool, what]) => `- **${tool}** – ${what}.`)
  .join('\n')}

Every interleaving of a few agents, up to a bound, is explored by loom in \`make test\` (\`tests/*loom*.rs\`), and so are the inputs that
the fuzzer has kept (\`tests/fuzz_corpora.rs\`).
`,
);
