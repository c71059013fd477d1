// The report as tables: one for each precision, a column for each shape; as text for a terminal or
// as Markdown.
import { rateOf, standing } from './figures.mjs';

/**
 * @typedef {import('./types.ts').Contender} Contender
 * @typedef {import('./types.ts').Report} Report
 * @typedef {import('./types.ts').Row} Row
 * @typedef {{ label: string, cells: string[], strong?: boolean }} Line
 */

const NOTHING = '–';
const THREADS = ['', 'one thread', 'two threads'];

/** @param {Row['shape']} shape */
export function shapeName([m, k, n]) {
  return m === k && k === n ? `${n}³` : `${m}×${k}×${n}`;
}

/**
 * @param {Report} report
 * @param {{ markdown: boolean, best: boolean }} options `best`: of the fastest samples, not of the
 * medians
 * @returns {string}
 */
export function tables(report, { markdown, best }) {
  const precisions = new Set(report.rows.map(({ precision }) => precision));
  const blocks = [...precisions].map((precision) => {
    const rows = report.rows.filter((row) => row.precision === precision);
    const head = [`${precision}, GFLOP/s`, ...rows.map(({ shape }) => shapeName(shape))];
    const lines = linesOf(report, rows, best);
    return markdown ? asMarkdown(head, lines) : asText(head, lines);
  });
  return [
    ...blocks,
    notes(report, best)
      .map((note) => (markdown ? `- ${escaped(note)}` : note))
      .join('\n'),
  ].join('\n\n');
}

/** @param {Report} report @param {Row[]} rows @param {boolean} best @returns {Line[]} */
function linesOf({ contenders }, rows, best) {
  const line = (/** @type {Contender} */ { name, role, threads }) => ({
    label: name,
    strong: role === 'ours',
    cells: rows.map((row) => {
      const rate = rateOf(row, name, best);
      const first = role === 'peer' && standing(row, contenders, threads, best).best === name;
      return rate === undefined ? NOTHING : `${first ? '*' : ''}${digits(rate)}`;
    }),
  });
  const measured = (/** @type {Contender} */ { name }) =>
    rows.some((row) => rateOf(row, name, best) !== undefined);
  const inBrowser = contenders.filter(({ role }) => role === 'ours' || role === 'peer');
  return [
    ...[1, 2].flatMap((threads) => {
      const places = rows.map((row) => standing(row, contenders, threads, best));
      const count = THREADS[threads] ?? '';
      const ratios = [
        {
          label: `ours ÷ the best that packs B, ${count}`,
          cells: places.map(({ toBestFresh }) => times(toBestFresh)),
        },
        {
          label: `ours ÷ the best (*), ${count}`,
          cells: places.map(({ toBest }) => times(toBest)),
        },
        { label: `ours ÷ limit, ${count}`, cells: places.map(({ ofLimit }) => percent(ofLimit)) },
      ];
      return [
        ...inBrowser.filter((it) => it.threads === threads && measured(it)).map(line),
        ...ratios.filter(({ cells }) => cells.some((cell) => cell !== NOTHING)),
      ];
    }),
    ...contenders
      .filter((it) => (it.role === 'limit' || it.role === 'native') && measured(it))
      .map((it) => {
        const label = it.role === 'limit' ? 'limit of one thread' : `${it.name} (native)`;
        return { ...line(it), label };
      }),
  ];
}

/**
 * What the figures mean, what is missing and why, how quiet the machine was.
 *
 * @param {Report} report
 * @param {boolean} best
 * @returns {string[]}
 */
function notes(report, best) {
  const { browser, cpu, cores, loadBefore, loadAfter, contenders, missing, rows } = report;
  /** @type {Map<string, string[]>} */
  const reasons = new Map();
  for (const { precision, shape, figures } of rows)
    for (const [name, it] of Object.entries(figures)) {
      if (!('why' in it)) continue;
      const sentence = `${name}: ${it.why}`;
      const where = `${precision} ${shapeName(shape)}`;
      reasons.set(sentence, [...(reasons.get(sentence) ?? []), where]);
    }
  const natives = contenders.some(({ role }) => role === 'native');
  const lacking = [...new Set(rows.map(({ precision }) => precision))].flatMap((precision) => {
    const without = contenders.filter(({ precisions }) => !precisions.includes(precision));
    const names = new Set(without.map(({ name }) => name.replace(/, \d threads?$/, '')));
    return names.size === 0 ? [] : [`Without ${precision}: ${[...names].join('; ')}.`];
  });
  const spreads = rows
    .flatMap(({ figures }) => Object.values(figures))
    .flatMap((it) => ('value' in it ? [it.value.maxMs / it.value.minMs] : []))
    .toSorted((x, y) => x - y);
  const spread = (/** @type {number} */ part) =>
    (spreads[Math.floor(part * (spreads.length - 1))] ?? NaN).toFixed(2);
  const load = (/** @type {number[]} */ [minute = NaN]) => minute.toFixed(1);
  return [
    `${browser} on ${cpu}, ${cores} cores. ${best ? 'Fastest samples' : 'Medians'}; contenders took turns. * the best peer; limit: a loop of multiply-adds without loads.`,
    ...(natives ? ['Native contenders ran before the browser, not in turns with it.'] : []),
    ...lacking,
    ...missing.map(({ name, why }) => `Not measured: ${name}. ${why}`),
    ...[...reasons].map(
      ([sentence, where]) =>
        `${sentence} (${where.length > 4 ? `${where.length} products` : where.join(', ')})`,
    ),
    `Noise: load average ${load(loadBefore)} before, ${load(loadAfter)} after. Slowest ÷ fastest sample: ${spread(0.5)} in the middle of all cells, ${spread(0.9)} in the worst tenth.`,
  ];
}

/** @param {string[]} head @param {Line[]} lines */
function asText(head, lines) {
  const all = [head, ...lines.map(({ label, cells }) => [label, ...cells])];
  const widths = head.map((_, col) => Math.max(...all.map((cells) => cells[col]?.length ?? 0)));
  return all
    .map((cells) =>
      cells
        .map((cell, col) => {
          const width = widths[col] ?? 0;
          return col === 0 ? cell.padEnd(width) : cell.padStart(width + 2);
        })
        .join(''),
    )
    .join('\n');
}

/** @param {string[]} head @param {Line[]} lines */
function asMarkdown(head, lines) {
  const row = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [
    row(head),
    row(head.map((_, col) => (col === 0 ? '---' : '---:'))),
    ...lines.map(({ label, cells, strong = false }) => {
      const all = [label, ...cells].map(escaped);
      return row(strong ? all.map((cell) => `**${cell}**`) : all);
    }),
  ].join('\n');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('*', '\\*');
}

/** @param {number} rate */
function digits(rate) {
  return rate.toFixed(rate < 1 ? 3 : 1);
}

/** @param {number | undefined} ratio */
function times(ratio) {
  return ratio === undefined ? NOTHING : `${ratio.toFixed(2)}×`;
}

/** @param {number | undefined} ratio */
function percent(ratio) {
  return ratio === undefined ? NOTHING : `${(100 * ratio).toFixed(0)} %`;
}
