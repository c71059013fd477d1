// `make bench-matmul`: the fast product on one thread and on two, beside other libraries and the
// machine's limit, in one run of a browser in which all take turns. Prints tables and writes the
// figures as JSON. `--help` says what can be left out.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import process from 'node:process';

import { openChromium, openFirefox } from './matmul/browsers.mjs';
import { browserContenders } from './matmul/contenders.mjs';
import { figuresOf, rateOf, standing } from './matmul/figures.mjs';
import { installPeers } from './matmul/install.mjs';
import { measureNative, nativeContenders } from './matmul/native.mjs';
import { readOptions } from './matmul/options.mjs';
import { serveBench } from './matmul/server.mjs';
import { shapeName, tables } from './matmul/table.mjs';

/**
 * @typedef {import('./matmul/types.ts').Maybe<{ samplesMs: number[], batch: number }>} Measured
 * @typedef {import('./matmul/types.ts').Report} Report
 * @typedef {import('./matmul/types.ts').Row} Row
 */

process.chdir(new URL('..', import.meta.url).pathname);
const options = readOptions();
const file = (/** @type {boolean} */ whole) =>
  `benches/results/matmul${options.browser === 'firefox' ? '-firefox' : ''}${whole ? '' : '-partial'}.json`;

if (options.last) {
  /** @type {unknown} */
  const report = JSON.parse(readFileSync(file(true), 'utf8'));
  console.log(tables(/** @type {Report} */ (report), options));
  process.exit(0);
}

const failed = await installPeers(options.peers);
const chosen = [...browserContenders, ...nativeContenders].filter(
  ({ peer }) => peer === 'ours' || options.peers.includes(peer),
);
const missing = chosen
  .filter(({ peer }) => failed[peer] !== undefined)
  .map(({ name, peer }) => ({ name, why: failed[peer] ?? '' }));
const contenders = chosen.filter(({ peer }) => failed[peer] === undefined);

/** @type {Report} */
const report = {
  when: new Date().toISOString(),
  browser: '',
  cpu: cpus()[0]?.model ?? 'an unknown processor',
  cores: cpus().length,
  loadBefore: loadavg(),
  loadAfter: [],
  contenders: chosen.map(({ name, role, peer, threads, precisions, keepsB }) => ({
    name,
    role,
    peer,
    threads,
    precisions,
    ...(keepsB && { keepsB }),
  })),
  about: {},
  missing,
  rows: options.precisions.flatMap((precision) =>
    options.shapes.map((shape) => ({ precision, shape, figures: {} })),
  ),
};

/** @param {Row} row @param {string} name @param {Measured | undefined} measured */
function enter(row, name, measured) {
  if (measured === undefined) return;
  row.figures[name] =
    'value' in measured ? { value: figuresOf(row.shape, measured.value) } : measured;
}

/** Samples of each contender: fewer of products that take long. @param {Row} row */
function samplesOf({ shape: [m, k, n] }) {
  const multiplyAdds = m * k * n;
  return options.samples ?? (multiplyAdds > 5e9 ? 9 : multiplyAdds > 5e8 ? 11 : 21);
}

for (const contender of nativeContenders) {
  if (!contenders.includes(contender)) continue;
  const rows = report.rows.filter(({ precision }) => contender.precisions.includes(precision));
  try {
    const { about, results } = await measureNative(
      contender,
      rows.map((row) => ({ precision: row.precision, shape: row.shape, samples: samplesOf(row) })),
    );
    report.about[contender.name] = about;
    rows.forEach((row, i) => enter(row, contender.name, results[i]));
  } catch (error) {
    missing.push({ name: contender.name, why: String(error) });
  }
}

const { url, close } = await serveBench();
const browser = await (options.browser === 'firefox' ? openFirefox(url) : openChromium(url));
report.browser = browser.version;
try {
  const inBrowser = browserContenders.filter((it) => contenders.includes(it));
  const started = /** @type {Awaited<ReturnType<typeof import('./matmul/page.mjs').start>>} */ (
    await browser.call('start', inBrowser)
  );
  missing.push(...started.missing);
  const ours = started.missing.find(({ name }) => name.startsWith('ours'));
  if (ours !== undefined) throw new Error(`ours did not start: ${ours.why}`);
  if (!started.crossOriginIsolated) throw new Error('the page is not cross-origin isolated');
  Object.assign(report.about, started.about);
  for (const [i, row] of report.rows.entries()) {
    const { precision, shape } = row;
    const start = performance.now();
    const results = /** @type {Record<string, Measured>} */ (
      await browser.call('measure', { precision, shape, samples: samplesOf(row), seed: 2 * i + 1 })
    );
    for (const [name, measured] of Object.entries(results)) enter(row, name, measured);
    const said = [1, 2].map((threads) => {
      const rate =
        rateOf(row, threads === 1 ? 'ours, 1 thread' : 'ours, 2 threads', options.best) ?? NaN;
      const { best, toBest } = standing(row, report.contenders, threads, options.best);
      return `${rate.toFixed(1)}${best === undefined ? '' : ` (${toBest?.toFixed(2)}× ${best})`}`;
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.error(`${precision} ${shapeName(shape)}: ${said.join(', ')} in ${seconds} s`);
  }
} finally {
  await browser.close();
  close();
}
report.loadAfter = loadavg();

mkdirSync('benches/results', { recursive: true });
writeFileSync(file(options.whole), `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${tables(report, options)}\n\n${file(options.whole)}`);
process.exit(0);
