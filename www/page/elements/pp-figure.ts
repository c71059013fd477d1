/** A figure: the chart, its twin as a table, and the notes. Which chart it is, the data says. */
import { html, nothing, type TemplateResult } from 'lit';
import { CURVES_HEIGHT, curvesChart } from '../charts/curves';
import { distributionChart, distributionHeight } from '../charts/distribution';
import { toneOf } from '../charts/frame';
import type { Plot } from '../charts/plot';
import { STACK_TONES, stackChart, stackHeight } from '../charts/stack';
import { STEPS_HEIGHT, stepsChart } from '../charts/steps';
import type {
  Cells,
  ChartData,
  ChartOutline,
  Figure,
  FigureOutline,
  Format,
} from '../demos/figure';
import {
  formatBytes,
  formatNumber,
  formatRatio,
  formatSignificant,
  say,
  t,
} from '../messages/index';
import { ChartElement } from './chart-element';

/** A table longer than this is cut, so that opening it never freezes the page. */
const TABLE_ROWS = 500;

export class PpFigure extends ChartElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    figure: { attribute: false },
    tableOpen: { state: true },
  };

  declare demo: string;
  declare outline: FigureOutline | null;
  /** Null before the first run. */
  declare figure: Figure | null;
  declare tableOpen: boolean;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.figure = null;
    this.tableOpen = false;
  }

  protected override get height(): number {
    const chart = this.outline?.chart;
    switch (chart?.kind) {
      case 'stack':
        return stackHeight(chart.bars);
      case 'distribution':
        return distributionHeight(chart.rows);
      case 'curves':
        return CURVES_HEIGHT;
      case 'steps':
        return STEPS_HEIGHT;
      case undefined:
        return 0;
    }
  }

  protected override get empty(): boolean {
    return !this.figure?.data;
  }

  protected override get emptyWords(): string {
    return this.outline ? say(this.outline.empty) : '';
  }

  protected override draw(plot: Plot, width: number): Element {
    const { outline, figure } = this;
    const data = figure?.data;
    if (!outline?.chart || !data) throw new TypeError('there is nothing to draw');
    return draw(plot, width, outline, outline.chart, data);
  }

  override render(): TemplateResult | typeof nothing {
    const { outline } = this;
    if (outline === null) return nothing;
    const name = `${this.demo}-${outline.id}`;
    const notes = [...outline.notes, ...(this.figure?.notes ?? outline.pending ?? [])];
    return html`<section class="panel" data-testid=${name} aria-labelledby="${name}-name">
      <h3 id="${name}-name">${say(outline.heading)}</h3>
      ${outline.chart ? [this.#legend(outline.chart), this.canvas()] : nothing}
      ${outline.table.rows.length > 0 ? this.#table(outline) : this.#folded(outline)}
      ${
        notes.length === 0
          ? nothing
          : html`<ul class="notes">
              ${notes.map((note) => html`<li>${say(note)}</li>`)}
            </ul>`
      }
    </section>`;
  }

  /** The tones of the chart, where its rows do not name them. */
  #legend(chart: ChartOutline): TemplateResult | typeof nothing {
    const entries =
      chart.kind === 'stack'
        ? chart.parts.map((part, index) => ({ tone: STACK_TONES[index] ?? 0, label: part }))
        : chart.kind === 'curves'
          ? chart.curves.map((label, tone) => ({ tone, label }))
          : [];
    if (entries.length === 0) return nothing;
    return html`<ul class="legend">
      ${entries.map(
        ({ tone, label }) =>
          html`<li>
            <span class="swatch" style="background: ${toneOf(tone)}" aria-hidden="true"></span
            >${say(label)}
          </li>`,
      )}
    </ul>`;
  }

  #table(outline: FigureOutline): TemplateResult {
    const rows = outline.table.rows.map(({ id, label }) => ({
      id,
      label: say(label),
      cells: this.figure?.cells[id] ?? {},
    }));
    return this.#grid(outline, rows, false);
  }

  /** The table of what only the run could tell, behind a line of its own. */
  #folded(outline: FigureOutline): TemplateResult {
    const rows = this.figure?.rows ?? [];
    const ready = rows.length > 0;
    return html`<details @toggle=${this.#toggled} ?inert=${!ready} class=${ready ? '' : 'unready'}>
      <summary>${t('timeline.table')}</summary>
      ${
        this.tableOpen && ready
          ? html`${this.#grid(outline, rows.slice(0, TABLE_ROWS), true)}
            ${
              rows.length > TABLE_ROWS
                ? html`<p class="hint">
                    ${t('figure.more', { shown: TABLE_ROWS, total: rows.length })}
                  </p>`
                : nothing
            }`
          : nothing
      }
    </details>`;
  }

  #grid(
    { heading, id, table }: FigureOutline,
    rows: readonly { id?: string; label: string; cells: Cells }[],
    tall: boolean,
  ): TemplateResult {
    return html`<div
      class="scroll ${tall ? 'scroll-tall' : ''}"
      tabindex="0"
      role="group"
      aria-label=${say(heading)}
    >
      <table class="tight" data-testid="${this.demo}-${id}-table">
        <thead>
          <tr>
            <th scope="col">${say(table.what)}</th>
            ${table.columns.map(({ label }) => html`<th scope="col" class="number">${say(label)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr data-testid="${this.demo}-${id}-${row.id ?? 'row'}">
                <th scope="row">${row.label}</th>
                ${table.columns.map(({ id: column, format }) => {
                  const value = row.cells[column] ?? null;
                  return html`<td
                    class="number"
                    data-column=${column}
                    data-value=${value ?? nothing}
                  >
                    ${written(value, format)}
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  readonly #toggled = (event: Event): void => {
    this.tableOpen = event.target instanceof HTMLDetailsElement && event.target.open;
  };
}

function written(value: number | null, format: Format): string {
  if (value === null || !Number.isFinite(value)) return t('speedup.none');
  switch (format) {
    case 'count':
      return formatNumber(value, 0);
    case 'percent':
      return t('run.percent', { percent: formatNumber(100 * value, 1) });
    case 'ratio':
      return t('speedup.value', { value: formatRatio(value) });
    case 'significant':
      return formatSignificant(value);
  }
}

function draw(
  plot: Plot,
  width: number,
  { heading, description }: FigureOutline,
  chart: ChartOutline,
  data: ChartData,
): Element {
  const words = {
    title: say(heading),
    description: say(description),
    unit: say(chart.kind === 'curves' ? chart.y : chart.unit),
    format: formatSignificant,
  };
  if (chart.kind === 'stack' && data.kind === 'stack') {
    const bars = data.bars.map(({ label, parts }) => ({
      label: say(label),
      parts: parts.map((amount, index) => {
        const part = chart.parts[index];
        return { label: part ? say(part) : '', amount };
      }),
    }));
    return stackChart(plot, bars, width, { ...words, format: (count) => formatNumber(count, 0) });
  }
  if (chart.kind === 'distribution' && data.kind === 'distribution') {
    const rows = data.rows.map(({ label, samples }) => ({ label: say(label), samples }));
    const strokes = { median: t('timings.median'), p95: t('figure.p95') };
    return distributionChart(plot, rows, width, { ...words, ...strokes });
  }
  if (chart.kind === 'curves' && data.kind === 'curves') {
    const curves = data.curves.map((points, index) => {
      const label = chart.curves[index];
      return { label: label ? say(label) : '', points };
    });
    const formatX = chart.xFormat === 'count' ? formatNumber : formatBytes;
    return curvesChart(plot, curves, width, { ...words, formatX: (x) => formatX(x) });
  }
  if (chart.kind === 'steps' && data.kind === 'steps') {
    const { points, limit, endMs } = data;
    const limitLabel = `${say(chart.limit)} ${limit === null ? '' : formatNumber(limit)}`;
    const format = (value: number): string => formatNumber(value, 2);
    return stepsChart(plot, { points, limit, limitLabel, endMs, width }, { ...words, format });
  }
  throw new TypeError(`${data.kind} is no data of ${chart.kind}`);
}
