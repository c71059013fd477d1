// The text of docs/cpython-suites.md: what `make test-cpython` has found.

/**
 * @typedef {import('./test-cpython.mjs').Outcome} Outcome
 * @typedef {{ pattern: string, text: string, matches: (id: string) => boolean }} Known
 */

const KINDS = /** @type {const} */ (['passed', 'failed', 'skipped', 'left out']);

/**
 * @param {object} results
 * @param {Outcome[]} results.outcomes
 * @param {Known[]} results.known the failures whose causes are known
 * @param {string[]} results.packages the files that the tests came from
 * @param {number} results.seconds how long the run took
 */
export function report({ outcomes, known, packages, seconds }) {
  const total = (/** @type {Outcome[]} */ of, /** @type {string} */ kind) =>
    of.filter(({ outcome }) => outcome === kind).length;
  const row = (/** @type {string} */ name, /** @type {Outcome[]} */ of) =>
    `| ${name} | ${total(of, 'passed') + total(of, 'failed')} | ` +
    `${KINDS.map((kind) => total(of, kind)).join(' | ')} |`;
  const bySuite = groups(outcomes, ({ id }) => suiteOf(id));
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  const causes = groups(
    failed,
    ({ id }) => known.find(({ matches }) => matches(id))?.text ?? 'Not known yet.',
  );
  const reasons = groups(
    outcomes.filter(({ outcome }) => outcome === 'left out'),
    ({ text }) => text,
  );
  const skips = groups(
    outcomes.filter(({ outcome }) => outcome === 'skipped'),
    ({ text }) =>
      (text.split('\n').at(0) ?? '').replace(/^start_method='\w+'/, 'the start method is'),
  );
  return `# CPython's own tests in the page

<!-- Written by \`make test-cpython\`. -->

\`make test-cpython\` runs the tests of \`multiprocessing\` and \`concurrent.futures\` that CPython
itself is tested with, unmodified, in the page: in Chromium, isolated, each Python process a worker
with an interpreter of its own. The tests are those of ${packages.map((it) => `\`${it}\``).join(' and ')}
from Debian; the interpreter is CPython 3.14.2. Each class is a run of its own; a method that does
not end within a minute is a failure, and the others of its class go on in another run.
The last whole run took ${Math.round(seconds / 60)} minutes on two cores.

| Suite | Run | ${KINDS.map((kind) => kind.replace(/^./, (it) => it.toUpperCase())).join(' | ')} |
| --- | --: | --: | --: | --: | --: |
${[...bySuite].map(([suite, of]) => row(`\`${suite}\``, of)).join('\n')}
${row('**all**', outcomes)}

“Skipped” is by the suites themselves, “left out” by \`tests/cpython/left-out.txt\`.

## What fails

${failed.length === 0 ? 'Nothing.' : ''}${list(causes)}

## What is left out

${table('Reason', reasons)}

## What the suites skip

${table('Reason', skips)}
`;
}

/** @param {string} id */
function suiteOf(id) {
  return id.split('.').slice(0, 2).join('.');
}

/**
 * @param {Outcome[]} outcomes
 * @param {(outcome: Outcome) => string} keyOf
 */
function groups(outcomes, keyOf) {
  /** @type {Map<string, Outcome[]>} */
  const found = new Map();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    found.set(key, [...(found.get(key) ?? []), outcome]);
  }
  return found;
}

/** @param {Map<string, Outcome[]>} causes */
function list(causes) {
  return [...causes]
    .map(([cause, of]) => `- ${cause}\n${of.map(({ id }) => `  - \`${id}\``).join('\n')}`)
    .join('\n');
}

/**
 * @param {string} title
 * @param {Map<string, Outcome[]>} found
 */
function table(title, found) {
  const rows = [...found]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, of]) => `| ${text.replaceAll('|', '\\|')} | ${of.length} | ${namesOf(of)} |`);
  return `| ${title} | Methods | Where |\n| --- | --: | --- |\n${rows.join('\n')}`;
}

/** @param {Outcome[]} outcomes */
function namesOf(outcomes) {
  const names = new Set(
    outcomes.map(({ id }) => {
      const [, , name = '', method = ''] = id.split('.');
      return outcomes.length > 12 ? name.replace(/^With(Processes|Threads|Manager)/, '') : method;
    }),
  );
  const all = [...names].filter((name) => name !== '');
  const shown = all.slice(0, 8).map((name) => `\`${name}\``);
  return shown.join(', ') + (all.length > shown.length ? ', …' : '');
}
