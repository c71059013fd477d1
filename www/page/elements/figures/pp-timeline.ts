/** A timeline as a figure: the chart, the figures read off it, and its twin as a table. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { KeyEntry } from '../../charts/picture';
import type { Plot } from '../../charts/plot';
import { toneOf } from '../../charts/frame';
import { timelineChart, timelineHeight, timelineX } from '../../charts/timeline';
import type { Bar, TimelineOutline } from '../../demos/figures';
import { timelineFigures } from '../../demos/timeline-figures';
import { formatMs, formatNumber, say, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { foldedTable } from '../chart/twin-table';

export class PpTimeline extends ChartElement<TimelineOutline, readonly Bar[]> {
  static readonly tag = 'pp-timeline';

  /** The end of the time axis, the same for timelines to be compared. */
  @property({ type: Number }) endMs = 0;
  /** What it shows is said already, for several at once. */
  @property({ type: Boolean }) described = false;
  @state() tableOpen = false;

  #atMs: number | null = null;

  /** Covers what comes after that moment; null shows the whole. Without drawing the chart anew. */
  showMoment(atMs: number | null): void {
    this.#atMs = atMs;
    const veil = this.querySelector<HTMLElement>('.timeline-veil');
    if (veil === null) return;
    veil.hidden = atMs === null;
    const x = timelineX(this.#rows, this.widthPx, this.endMs, atMs ?? 0);
    veil.style.insetInlineStart = `${x}px`;
  }

  /** The moment's place is another one in a chart of another width. */
  protected override drawn(): void {
    this.showMoment(this.#atMs);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.showMoment(this.#atMs);
  }

  protected override overlay(): TemplateResult {
    return html`<div class="timeline-veil" aria-hidden="true" hidden></div>`;
  }

  get #rows(): string[] {
    const named = (this.outline?.rows ?? []).map(say);
    const most = (this.data ?? []).reduce((rows, bar) => Math.max(rows, bar.row + 1), named.length);
    // A worker that the outline did not foresee still gets its row.
    while (named.length < most) named.push(t('row.worker', { n: named.length + 1 }));
    return named;
  }

  protected override get chartName(): string {
    return `${this.demo}-timeline-${this.outline?.id ?? ''}`;
  }

  protected override get heading(): string {
    return this.outline ? say(this.outline.title) : '';
  }

  protected override get height(): number {
    return timelineHeight(this.#rows.length);
  }

  protected override get emptyWords(): string {
    return t('timeline.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    return timelineChart(
      plot,
      {
        rows: this.#rows,
        bars: (this.data ?? []).map((bar) => ({ ...bar, label: labelOf(bar) })),
        endMs: this.endMs,
        width,
      },
      {
        title: this.heading,
        description: this.outline ? say(this.outline.description) : '',
        unit: t('timings.ms'),
        format: (ms) => formatNumber(ms),
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { outline } = this;
    if (outline === null) return nothing;
    return html`<figure class="timeline" data-testid=${this.chartName}>
      <figcaption>
        <h4>${this.heading}</h4>
        ${
          outline.tones.length > 0
            ? this.legend()
            : this.described
              ? nothing
              : html`<p class="hint">${say(outline.description)}</p>`
        }
      </figcaption>
      ${this.canvas()} ${outline.plain === true ? nothing : this.#figures()}
      ${foldedTable(
        this.data?.length ?? 0,
        this.tableOpen,
        () => this.twin(),
        { label: t('timeline.table'), name: `${this.chartName}-table` },
        (open) => (this.tableOpen = open),
      )}
    </figure>`;
  }

  protected override get key(): readonly KeyEntry[] {
    return (this.outline?.tones ?? []).map((tone, index) => ({
      label: say(tone),
      colour: toneOf(index),
    }));
  }

  #figures(): TemplateResult {
    const figures = this.data
      ? timelineFigures(this.data, this.#rows.length, this.outline?.balanced)
      : null;
    const none = t('speedup.none');
    const percent = figures?.loadBalance ?? null;
    return html`<dl class="figures">
      <div>
        <dt>${t('timeline.makespan')}</dt>
        <dd>${figures ? `${formatMs(figures.makespanMs)} ${t('timings.ms')}` : none}</dd>
      </div>
      <div>
        <dt>${t('timeline.balance')}</dt>
        <dd>
          ${percent === null ? none : t('run.percent', { percent: Math.round(percent * 100) })}
        </dd>
      </div>
      <div>
        <dt>${t('timeline.bars')}</dt>
        <dd>${this.data ? formatNumber(this.data.length) : none}</dd>
      </div>
    </dl>`;
  }

  protected override twin(): Twin {
    const rows = this.#rows;
    const bars = [...(this.data ?? [])].sort((a, b) => a.startMs - b.startMs);
    return {
      columns: [
        { label: t('timeline.who') },
        { label: t('timeline.interval') },
        { label: t('timeline.start'), write: formatMs },
        { label: t('timeline.end'), write: formatMs },
        { label: t('timeline.duration'), write: formatMs },
      ],
      rows: bars.map((bar) => {
        const { row, startMs, endMs } = bar;
        return { cells: [rows[row] ?? '', labelOf(bar), startMs, endMs, endMs - startMs] };
      }),
    };
  }
}

function labelOf(bar: Bar): string {
  return typeof bar.label === 'string' ? bar.label : say(bar.label);
}
