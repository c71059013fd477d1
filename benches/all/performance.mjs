// The page on performance, of a run of `make bench`. Pure.
import { bestPeer, timesBetter } from './report.mjs';
import { ratioOfMedians, summary } from './statistics.mjs';

/**
 * @typedef {import('./report.mjs').Report} Report
 * @typedef {import('./report.mjs').Row} Row
 */

/** @type {Record<string, string>} */
const TITLES = {
  matmul: 'The matrix product',
  ipc: 'Queues and pipes',
  pools: 'Pools of processes',
  schedule: 'The scheduling lab',
};

const three = (/** @type {number} */ value) => Number(value.toPrecision(3)).toString();

/**
 * How many times better ours is than that contender: the ratio of the medians, and its interval.
 *
 * @param {Row} row @param {string} name
 */
function standing(row, name) {
  const peer = row.peers[name] ?? [];
  const [dividend, divisor] = row.better === 'less' ? [peer, row.ours] : [row.ours, peer];
  const { ratio, low, high } = ratioOfMedians(dividend, divisor);
  return { ratio, text: `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})` };
}

/** @param {Row} row a line of its family's table */
function line(row) {
  const { median, q1, q3 } = summary(row.ours);
  const peer = bestPeer(row);
  const cells = [
    row.name,
    `${three(median)} ${row.unit} (${three(q1)}–${three(q3)})`,
    peer === undefined ? '' : `${standing(row, peer).text} × ${peer}`,
    'limit' in row.peers ? standing(row, 'limit').ratio.toFixed(2) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What is less than is wanted, or less than another's. @param {Row} row @returns {string[]} */
function missed(row) {
  const peer = bestPeer(row);
  if (peer === undefined) return [];
  const { ratio } = standing(row, peer);
  const { wanted = 1 } = row;
  if (ratio >= wanted) return [];
  return [`- ${row.name}: ${ratio.toFixed(2)} × ${peer}, where ${wanted.toFixed(2)} is asked for.`];
}

/** @param {Report} report @returns {string} Markdown */
export function performancePage({ when, commit, quick, machine, rows, missing }) {
  const families = [...new Set(rows.map(({ family }) => family))];
  const turns = Math.max(0, ...rows.map(({ ours }) => ours.length));
  const worst = rows.flatMap((row) => {
    const peer = bestPeer(row);
    return peer === undefined ? [] : Math.min(...timesBetter(row, peer));
  });
  const sections = families.map((family) =>
    [
      `## ${TITLES[family] ?? family}`,
      '',
      '| | ours: median (quartiles) | times better than the best other | of the limit |',
      '| --- | --- | --- | --- |',
      ...rows.filter((row) => row.family === family).map(line),
    ].join('\n'),
  );
  const short = rows.flatMap(missed);
  return `${[
    '# Performance',
    'This page is made by `make performance` of a run of `make bench`; it is not written by hand.',
    `Measured on ${machine.cores} cores of ${machine.cpu}, ${machine.system}, in ${machine.browser}, ${when.slice(0, 10)}, at commit ${commit}${quick ? ', with --quick' : ''}. The machine’s load before was ${machine.load.toFixed(1)}.`,
    `All families take turns in one page, ${turns} times; within a turn ours, the others and the machine’s limit follow one another. A figure is the median of the turns, with its quartiles; how many times better it is than another’s has a bootstrap interval of 95 %. Above 1 ours is better. The limit is the rate of multiply-adds on registers for products, and a plain copy of the bytes for pipes.`,
    ...sections,
    '## What is missed',
    short.length === 0
      ? 'Nothing: no other library is ahead, and what is asked for is kept.'
      : short.join('\n'),
    ...(missing.length === 0 ? [] : [`Not measured: ${missing.join('; ')}.`]),
    ...(worst.length === 0
      ? []
      : [
          `In its single worst turn ours was ${Math.min(...worst).toFixed(2)} times as good as the best other.`,
        ]),
  ].join('\n\n')}\n`;
}
