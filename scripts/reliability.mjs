// `make reliability`: docs/reliability.md, what the project has been put through. It is made of
// what the last `make verify`, `make test-faults`, `make soak` and `make test-engines` have left.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { format } from 'prettier';

import { readSupport } from './engines/support.mjs';
import { rowsIn, rowsOf, rowsOfEngines, table } from './reliability-rows.mjs';

const PAGE = 'docs/reliability.md';
const VERIFY = 'target/verify';
const BROWSERS = [
  { file: 'test-results/faults.json', command: 'make test-faults' },
  { file: 'test-results/soak.json', command: 'make soak' },
  { file: 'test-results/counts.json', command: 'make soak COUNTS=1' },
];

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

/** What each tool finds, by the first word of the stages' names. */
const FINDS = {
  miri: 'undefined behaviour: accesses out of bounds, of freed memory, through references that no longer hold; data races',
  'thread sanitizer': 'data races of real threads. The payload of queues is plain memory here',
  fuzz: 'inputs by which what reads foreign words and events panics or gives wrong answers',
  'cargo deny':
    'licences that may not be mixed in, known vulnerabilities, sources that are not the registry',
  'npm audit': 'known vulnerabilities of what the site and its build depend on',
  mutants: 'changes of the code that no test notices',
};

/** Faults that were put in, or were there, and what reported them. */
const PLANTED = [
  ['a job is published to the team before its closure is written', 'miri'],
  ['a message is counted before its bytes are there', 'thread sanitizer'],
  ['the page’s own program never comes, and nothing says so', 'make test-faults'],
  ['a timed wait of an event loop is left to the browser', 'make test-engines ENGINES=webkit'],
  [
    'a trap is told as a failure to free what has trapped, and the instance used again',
    'make test',
  ],
  ['a part’s stylesheet is missing: it never comes, and nothing says so', 'make test-faults'],
  [
    'a worker’s script is isolated by the service worker where its page is not',
    'make test-engines ENGINES=webkit',
  ],
  ['a worker ends just before the one that made it, which the browser then keeps', 'make test'],
];

/** Mutants that no test noticed when they were tried, and why, or what became of them. */
const LIVED = [
  [
    '`+` in place of `*` in `spin` (`src/ipc/operation.rs`)',
    'it changes how long is spun, and no result: `make bench` shows that',
  ],
  [
    '`<` in place of `>` in `Getting::stays` (`src/ipc/queue/get.rs`)',
    'random sequences now take messages that way (`tests/ipc_grants_properties.rs`)',
  ],
  [
    '`*=` in place of `+=` where a job’s items are counted (`src/pool/machine.rs`)',
    'what is pending is now held to the model’s (`tests/owner`)',
  ],
  ['a default of `Words::allocate`', 'nobody used the default: it is gone'],
  [
    '`NativeWords::free` does nothing',
    'it is compiled for browsers alone, where `make soak COUNTS=1` counts the bytes',
  ],
];

/** What ran elsewhere stays as it stands on the page. */
const before = existsSync(PAGE) ? rowsIn(readFileSync(PAGE, 'utf8')) : [];

const stages = (existsSync(VERIFY) ? readdirSync(VERIFY) : [])
  .filter((name) => name.endsWith('.json'))
  .map((name) => parse(readFileSync(`${VERIFY}/${name}`, 'utf8')))
  .filter(({ name }) => !name.startsWith('tools'));

const stageRow = (/** @type {Stage} */ { name, ok, date, seconds, counts }) => [
  name,
  counts?.passed ?? '–',
  counts?.failed ?? (ok ? '–' : 'failed'),
  `${seconds.toFixed(0)} s`,
  date.slice(0, 10),
  `\`make verify STAGES='${name.split(':')[0]}'\``,
];

const stageRows = [
  ...stages.map(stageRow),
  ...before.filter(
    ([name, , , , , command]) =>
      String(command).startsWith('`make verify') && !stages.some((stage) => stage.name === name),
  ),
].sort(([one], [other]) => String(one).localeCompare(String(other)));

const browserRow = (/** @type {import('./reliability-rows.mjs').Row} */ row) => [
  row.kind,
  row.tier,
  row.engine,
  row.done,
  row.survived,
  `\`${row.command}\``,
];

const browserRows = [
  ...BROWSERS.flatMap(({ file, command }) =>
    existsSync(file)
      ? rowsOf(readFileSync(file, 'utf8'), command).map(browserRow)
      : before.filter((cells) => cells.at(-1) === `\`${command}\`` && cells.length === 6),
  ),
  ...rowsOfEngines(readSupport()).map(browserRow),
];

const page = `# Reliability

Made by \`make reliability\` of the last run of each command in its tables. What every change must pass is \`make test\`; most of these
take too long for that.

## Rust

${table(['what ran', 'executions', 'failed', 'time', 'on', 'command'], stageRows)}

An execution is a test; of the fuzzer an input; of \`mutants\` a mutant that a test has caught.

${Object.entries(FINDS)
  .filter(([tool]) => stageRows.some(([name]) => String(name).startsWith(tool)))
  .map(([tool, what]) => `- **${tool}** finds ${what}.`)
  .join('\n')}

Every interleaving of a few agents, up to a bound, is explored by loom in \`make test\` (\`tests/*loom*.rs\`), and so are the inputs that
the fuzzer has kept (\`tests/fuzz_corpora.rs\`).

${table(['a mutant that lived', 'why, or what became of it'], LIVED)}

## Browsers

Survived means: nothing hangs, what went wrong is said by a code or a sentence, nothing is left running, and the next run is right.

${table(['what', 'tier', 'engine', 'injected, or done', 'survived', 'command'], browserRows)}

## Checks that were seen to fail

Each has failed once, on a fault that was put in for it or was there.

${table(['fault', 'reported by'], PLANTED)}
`;

writeFileSync(PAGE, await format(page, { parser: 'markdown' }));
console.log(`${PAGE}: ${stageRows.length} stages, ${browserRows.length} rows of browsers`);
