/**
 * Contenders for the same work: a chart of their rates against the machine's limit, its twin as a
 * table, and what they are.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { comparisonChart, comparisonHeight, type RateBar } from '../../charts/comparison';
import type { Plot } from '../../charts/plot';
import type { ComparisonData, ComparisonOutline } from '../../demos/figures';
import {
  formatMs,
  formatNumber,
  formatRatio,
  formatScientific,
  say,
  t,
} from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { twinTable } from '../chart/twin-table';

export class PpComparison extends ChartElement<ComparisonOutline, ComparisonData> {
  static readonly tag = 'pp-comparison';

  protected override get chartName(): string {
    return `${this.demo}-comparison`;
  }

  protected override get heading(): string {
    return t('comparison.heading');
  }

  protected override get height(): number {
    return comparisonHeight(this.outline?.rows.length ?? 0);
  }

  protected override get emptyWords(): string {
    return t('comparison.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const bars: RateBar[] = (this.outline?.rows ?? []).flatMap(({ id, label }) => {
      const rate = this.data?.rows[id]?.gflops;
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
        title: this.heading,
        description: t('comparison.description'),
        unit: t('timings.rate'),
        format: (rate) => formatNumber(rate, 2),
      },
    );
  }

  /** Of all workers that take part. */
  get #limit(): number {
    const limit = this.data?.limit;
    return limit ? limit.workers * limit.gflops : 0;
  }

  override render(): TemplateResult | typeof nothing {
    const { outline, data } = this;
    if (outline === null) return nothing;
    const limit = data?.limit;
    const none = t('speedup.none');
    return html`<section
      class="panel"
      data-testid="${this.demo}-comparison"
      aria-labelledby="${this.demo}-comparison-name"
    >
      <h3 id="${this.demo}-comparison-name">${this.heading}</h3>
      ${this.canvas()}
      <p class="hint">
        ${t('comparison.limit', {
          n: limit?.workers ?? none,
          gflops: limit ? formatNumber(limit.gflops, 1) : none,
        })}
        ${t('comparison.method')}
      </p>
      ${twinTable(this.twin(), {
        label: t('comparison.table'),
        name: `${this.demo}-comparison-table`,
        rowName: `${this.demo}-comparison`,
        tight: true,
      })}
      <ul class="notes">
        ${(data ?? outline).notes.map((note) => html`<li>${say(note)}</li>`)}
        ${outline.rows.map(({ label, is }) => html`<li><strong>${say(label)}</strong> ${say(is)}</li>`)}
      </ul>
    </section>`;
  }

  protected override twin(): Twin {
    const { rows = [], yardstick = '' } = this.outline ?? {};
    const done = this.data?.rows ?? {};
    const error = done[yardstick]?.error ?? 0;
    const base = rows.find(({ id }) => id === yardstick);
    const limit = this.#limit;
    const clock = this.data?.clockResolutionMs;
    return {
      columns: [
        { label: t('comparison.what') },
        { label: t('timings.rate'), write: formatRatio },
        {
          label: t('comparison.share'),
          write: (share) => t('run.percent', { percent: formatNumber(100 * share, 1) }),
        },
        { label: t('comparison.median'), write: (ms) => formatMs(ms, clock) },
        { label: t('comparison.error'), write: formatScientific },
        {
          label: t('comparison.errorRatio', { what: base ? base.label : '' }),
          write: formatRatio,
        },
      ],
      rows: rows.map(({ id, label }) => {
        const row = done[id];
        const rate = row?.gflops.median ?? null;
        return {
          id,
          cells: [
            say(label),
            rate,
            rate !== null && limit > 0 ? rate / limit : null,
            row?.medianMs ?? null,
            row?.error ?? null,
            row && error > 0 ? row.error / error : null,
          ],
        };
      }),
    };
  }
}
