// `make reliability-browser`: docs/reliability-browsers.md, what browsers have been put through, of
// the reports that `make test-faults` and `make soak` have left in test-results.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { format } from 'prettier';

const PAGE = 'docs/reliability-browsers.md';

const SOURCES = [
  { file: 'test-results/faults.json', command: 'make test-faults' },
  { file: 'test-results/soak.json', command: 'make soak' },
];

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ projectName: string, status: string, annotations: Annotation[] }} Test
 * @typedef {{ specs?: { tests: Test[] }[], suites?: Suite[] }} Suite
 * @typedef {{ suites: Suite[] }} Report
 * @typedef {{ kind: string, tier: string, engine: string, done: number, survived: number, command:
 * string }} Row
 */

/** @type {(json: string) => Report} */
const readReport = JSON.parse;

/**
 * @param {string} json a report of Playwright's, whose tests note their kind and engine
 * @param {string} command
 * @returns {Row[]} a row for each kind, tier and engine; a test counts as one, or as many as it
 * notes
 */
export function rowsOf(json, command) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const { projectName: tier, status, annotations } of testsOf(readReport(json).suites)) {
    const noted = new Map(annotations.map(({ type, description = '' }) => [type, description]));
    const [kind = '', engine = ''] = [noted.get('kind'), noted.get('engine')];
    if (kind === '') continue;
    const key = JSON.stringify([kind, tier, engine]);
    const row = rows.get(key) ?? { kind, tier, engine, done: 0, survived: 0, command };
    const many = Number(noted.get('count') ?? 1);
    row.done += many;
    if (status === 'expected') row.survived += many;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/**
 * @param {Suite[]} suites
 * @returns {Test[]}
 */
function testsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ tests }) => tests),
    ...testsOf(inner),
  ]);
}

/**
 * @param {Row[]} rows
 * @returns {string} the page
 */
export function browsersPage(rows) {
  const line = (/** @type {Row} */ { kind, tier, engine, done, survived, command }) =>
    `| ${kind} | ${tier} | ${engine} | ${done} | ${survived} | \`${command}\` |`;
  return [
    '# What browsers were put through',
    '',
    'Survived means: nothing hangs, what went wrong is said by a code or a sentence, nothing is left',
    'running, and the next run is right.',
    '',
    '| what | tier | engine | injected, or done | survived | command |',
    '| --- | --- | --- | --: | --: | --- |',
    ...rows.map(line),
  ].join('\n');
}

if (process.argv[1]?.endsWith('reliability-browser.mjs')) {
  const rows = SOURCES.filter(({ file }) => existsSync(file)).flatMap(({ file, command }) =>
    rowsOf(readFileSync(file, 'utf8'), command),
  );
  if (rows.length === 0) {
    console.error('there is no report in test-results: make test-faults, make soak');
    process.exit(1);
  }
  writeFileSync(PAGE, await format(browsersPage(rows), { parser: 'markdown' }));
  console.log(`${PAGE}: ${rows.length} rows`);
}
