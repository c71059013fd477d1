// What `scripts/reliability.mjs` reads off the reports of tests in browsers.

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
 * @param {import('./engines/support.mjs').Column[]} columns what `make test-engines` has seen
 * @returns {Row[]} a row for each engine and tier; what is refused by its code has survived
 */
export function rowsOfEngines(columns) {
  return columns.map(({ engine, version, tier, results }) => ({
    kind: 'scenarios of the library, every demo, the embed',
    tier,
    engine: `${engine} ${version}`,
    done: results.length,
    survived: results.filter(({ result }) => result !== 'failed').length,
    command: 'make test-engines',
  }));
}

/**
 * @param {string} page a page in Markdown
 * @returns {(string | number)[][]} the cells of its tables' rows, numbers as such
 */
export function rowsIn(page) {
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((line) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim())
      .map((cell) => (/^\d[\d,]*$/.test(cell) ? Number(cell.replaceAll(',', '')) : cell)),
  );
}

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly (string | number)[])[]} rows
 * @returns {string} a table in Markdown; numbers stand on the right
 */
export function table(heads, rows) {
  const line = (/** @type {readonly (string | number)[]} */ cells) =>
    `| ${cells.map((cell) => cell.toLocaleString('en')).join(' | ')} |`;
  const rules = heads.map((_, i) => (typeof rows[0]?.[i] === 'number' ? '--:' : '---'));
  return [line(heads), line(rules), ...rows.map(line)].join('\n');
}
