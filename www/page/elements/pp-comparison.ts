/** Contenders for the same work: a chart of their rates against the machine's limit, its twin as a table, and what they are. */
import { html, nothing, type TemplateResult } from 'lit';
import { comparisonChart, comparisonHeight, type RateBar } from '../charts/comparison';
import type { Plot } from '../charts/plot';
import type { Comparison, ComparisonOutline, ComparisonRow } from '../demos/demo';
import { formatMs, formatNumber, formatRatio, formatScientific, say, t } from '../messages/index';
import { ChartElement } from './chart-element';

export class PpComparison extends ChartElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    comparison: { attribute: false },
  };

  declare demo: string;
  declare outline: ComparisonOutline | null;
  /** Null before the first run. */
  declare comparison: Comparison | null;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.comparison = null;
  }

  protected override get height(): number {
    return comparisonHeight(this.outline?.rows.length ?? 0);
  }

  protected override get empty(): boolean {
    return this.comparison === null;
  }

  protected override get emptyWords(): string {
    return t('comparison.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const bars: RateBar[] = (this.outline?.rows ?? []).flatMap(({ id, label }) => {
      const rate = this.comparison?.rows[id]?.gflops;
      return rate && Number.isFinite(rate.high)
        ? [{ label: say(label), text: formatRatio(rate.median), ...rate }]
        : [];
    });
    const limit = this.#limit;
    return comparisonChart(
      plot,
      {
        bars,
        limit,
        limitLabel: t('comparison.limitLabel', { gflops: formatNumber(limit, 1) }),
        width,
      },
      {
        title: t('comparison.heading'),
        description: t('comparison.description'),
        unit: t('timings.rate'),
        format: (rate) => formatNumber(rate, 2),
      },
    );
  }

  /** Of all workers that take part. */
  get #limit(): number {
    const limit = this.comparison?.limit;
    return limit ? limit.workers * limit.gflops : 0;
  }

  override render(): TemplateResult | typeof nothing {
    const { outline, comparison } = this;
    if (outline === null) return nothing;
    const limit = comparison?.limit;
    const none = t('speedup.none');
    return html`<section
      class="panel"
      data-testid="${this.demo}-comparison"
      aria-labelledby="${this.demo}-comparison-name"
    >
      <h3 id="${this.demo}-comparison-name">${t('comparison.heading')}</h3>
      ${this.canvas()}
      <p class="hint">
        ${t('comparison.limit', {
          n: limit?.workers ?? none,
          gflops: limit ? formatNumber(limit.gflops, 1) : none,
        })}
        ${t('comparison.method')}
      </p>
      ${this.#table(outline)}
      <ul class="notes">
        ${(comparison ?? outline).notes.map((note) => html`<li>${say(note)}</li>`)}
        ${outline.rows.map(({ label, is }) => html`<li><strong>${say(label)}</strong> ${say(is)}</li>`)}
      </ul>
    </section>`;
  }

  #table({ rows, yardstick }: ComparisonOutline): TemplateResult {
    const error = this.comparison?.rows[yardstick]?.error;
    const base = rows.find(({ id }) => id === yardstick);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('comparison.table')}>
      <table class="tight" data-testid="${this.demo}-comparison-table">
        <thead>
          <tr>
            <th scope="col">${t('comparison.what')}</th>
            <th scope="col" class="number">${t('timings.rate')}</th>
            <th scope="col" class="number">${t('comparison.share')}</th>
            <th scope="col" class="number">${t('comparison.median')}</th>
            <th scope="col" class="number">${t('comparison.error')}</th>
            <th scope="col" class="number">
              ${t('comparison.errorRatio', { what: base ? base.label : '' })}
            </th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ id, label }) =>
              html`<tr data-testid="${this.demo}-comparison-${id}">
                <th scope="row">${say(label)}</th>
                ${this.#figures(this.comparison?.rows[id], error).map(
                  (figure) => html`<td class="number">${figure}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** The row's figures as the columns have them. */
  #figures(row: ComparisonRow | undefined, error: number | undefined): string[] {
    const none = t('speedup.none');
    if (row === undefined) return [none, none, none, none, none];
    const { median } = row.gflops;
    const limit = this.#limit;
    return [
      Number.isFinite(median) ? formatRatio(median) : none,
      limit > 0 && Number.isFinite(median)
        ? t('run.percent', { percent: formatNumber((100 * median) / limit, 1) })
        : none,
      formatMs(row.medianMs, this.comparison?.clockResolutionMs),
      formatScientific(row.error),
      error !== undefined && error > 0 ? formatRatio(row.error / error) : none,
    ];
  }
}
