/** A table of figures with its notes, and the chart whose twin it is. */
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { CURVES_HEIGHT, curvesChart } from '../../charts/curves';
import { distributionChart, distributionHeight } from '../../charts/distribution';
import { toneOf } from '../../charts/frame';
import type { KeyEntry } from '../../charts/picture';
import type { Plot } from '../../charts/plot';
import { STACK_TONES, stackChart, stackHeight } from '../../charts/stack';
import { STEPS_HEIGHT, stepsChart } from '../../charts/steps';
import type { ChartData, ChartOutline, Format, TableData, TableOutline } from '../../demos/table';
import {
  formatBytes,
  formatNumber,
  formatRatio,
  formatSignificant,
  say,
  t,
} from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { foldedTable, twinTable } from '../chart/twin-table';

export class PpFigure extends ChartElement<TableOutline, TableData> {
  static readonly tag = 'pp-figure';

  @state() tableOpen = false;

  protected override get chartName(): string {
    return `${this.demo}-${this.outline?.id ?? ''}`;
  }

  protected override get heading(): string {
    return this.outline ? say(this.outline.heading) : '';
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
    return !this.data?.chart;
  }

  protected override get emptyWords(): string {
    return this.outline ? say(this.outline.empty) : '';
  }

  protected override draw(plot: Plot, width: number): Element {
    const { outline, data } = this;
    if (!outline?.chart || !data?.chart) throw new TypeError('there is nothing to draw');
    return draw(plot, width, outline, outline.chart, data.chart);
  }

  override render(): TemplateResult | typeof nothing {
    const { outline } = this;
    if (outline === null) return nothing;
    const name = this.chartName;
    const told = this.data?.notes ?? outline.pending ?? [];
    return html`<section class="panel" data-testid=${name} aria-labelledby="${name}-name">
      <h3 id="${name}-name">${this.heading}</h3>
      ${outline.chart ? [this.legend(), this.canvas()] : nothing} ${this.#table(outline, name)}
      ${
        outline.notes.length + told.length === 0
          ? nothing
          : html`<ul class="notes">
              ${outline.notes.map((note) => html`<li>${say(note)}</li>`)}
              ${told.map((note) => html`<li class="told">${say(note)}</li>`)}
            </ul>`
      }
    </section>`;
  }

  /** The tones of the chart, where its rows do not name them. */
  protected override get key(): readonly KeyEntry[] {
    const chart = this.outline?.chart;
    switch (chart?.kind) {
      case 'stack':
        return chart.parts.map((part, index) => ({
          label: say(part),
          colour: toneOf(STACK_TONES[index] ?? 0),
        }));
      case 'curves':
        return chart.curves.map((label, tone) => ({
          label: say(label),
          colour: toneOf(tone),
          sign: 'line',
        }));
      case 'distribution':
      case 'steps':
      case undefined:
        return [];
    }
  }

  protected override twin(): Twin {
    const { outline, data } = this;
    if (outline === null) return { columns: [], rows: [] };
    const { what, columns, rows } = outline.table;
    const filled =
      rows.length > 0
        ? rows.map(({ id, label }) => ({ id, label: say(label), cells: data?.cells[id] ?? {} }))
        : (data?.rows ?? []).map((row) => ({ id: 'row', ...row }));
    return {
      columns: [
        { label: say(what) },
        ...columns.map(({ id, label, format }) => ({
          id,
          label: say(label),
          write: WRITTEN[format],
        })),
      ],
      rows: filled.map(({ id, label, cells }) => ({
        id,
        cells: [label, ...columns.map((column) => cells[column.id] ?? null)],
      })),
    };
  }

  #table(outline: TableOutline, name: string): TemplateResult {
    const look = { label: say(outline.heading), name: `${name}-table`, rowName: name, tight: true };
    return outline.table.rows.length > 0
      ? twinTable(this.twin(), look)
      : foldedTable(
          this.data?.rows?.length ?? 0,
          this.tableOpen,
          () => this.twin(),
          look,
          (open) => (this.tableOpen = open),
        );
  }
}

const WRITTEN: Record<Format, (value: number) => string> = {
  count: (value) => formatNumber(value, 0),
  percent: (value) => t('run.percent', { percent: formatNumber(100 * value, 1) }),
  ratio: (value) => t('speedup.value', { value: formatRatio(value) }),
  significant: formatSignificant,
};

function draw(
  plot: Plot,
  width: number,
  { heading, description }: TableOutline,
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
    const what = say(chart.step);
    return stepsChart(
      plot,
      { points, what, limit, limitLabel, endMs, width },
      { ...words, format },
    );
  }
  throw new TypeError(`${data.kind} is no data of ${chart.kind}`);
}
