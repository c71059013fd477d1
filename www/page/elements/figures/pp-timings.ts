/**
 * The table of timings: median, range, number of samples, unit; beside it what the clock can tell,
 * and every warning.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SampleRow } from '../../charts/samples';
import type { Timing, TimingsData, TimingsOutline } from '../../demos/figures';
import { formatMs, formatNumber, formatRatio, say, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { FigureElement } from '../figure-element';
import { twinTable } from '../chart/twin-table';

export class PpTimings extends FigureElement<TimingsOutline, TimingsData> {
  static readonly tag = 'pp-timings';

  /** The page was hidden during the run. */
  @property({ type: Boolean }) disturbed = false;

  override render(): TemplateResult | typeof nothing {
    const { outline, data } = this;
    if (outline === null) return nothing;
    const rows = outline.rows.map(({ id, label }) => ({
      label: say(label),
      timing: data?.rows[id] ?? null,
    }));
    const samples: SampleRow[] = rows.flatMap(({ label, timing }) =>
      timing
        ? [{ label, samplesMs: timing.statistics.samplesMs, medianMs: timing.statistics.medianMs }]
        : [],
    );
    const clock = rows.find((row) => row.timing)?.timing?.statistics.clockResolutionMs;
    const table = tableOf(rows, outline.rates === true, clock);
    const all = rows.flatMap(({ label, timing }) =>
      (timing?.statistics.warnings ?? []).map((warning) => ({ label, warning })),
    );
    // One sentence for all that the same is to be said of.
    const warnings = [...new Set(all.map(({ warning }) => warning))].map((one) => {
      const what = all.filter(({ warning }) => warning === one).map(({ label }) => label);
      const everything = what.length === rows.length && rows.length > 1;
      return t(`warning.${one}`, { what: everything ? t('timings.all') : what.join(', ') });
    });
    if (this.disturbed) warnings.unshift(t('warning.hidden'));
    return html`<section class="panel" aria-labelledby="${this.demo}-timings-name">
      <h3 id="${this.demo}-timings-name">${t('timings.heading')}</h3>
      ${twinTable(table, { label: t('timings.scroll'), name: `${this.demo}-timings` })}
      <p class="hint timings-method">
        ${t('timings.method')}
        ${clock === undefined ? nothing : t('timings.clock', { ms: formatNumber(clock) })}
      </p>
      <pp-samples
        .demo=${this.demo}
        .outline=${table}
        .data=${samples.length === 0 ? null : samples}
        .recorded=${this.recorded}
      ></pp-samples>
      <ul class="warnings">
        ${warnings.map((warning) => html`<li>${warning}</li>`)}
      </ul>
    </section>`;
  }
}

function tableOf(
  rows: readonly { label: string; timing: Timing | null }[],
  rates: boolean,
  clock: number | undefined,
): Twin {
  const ms = (value: number): string => formatMs(value, clock);
  return {
    columns: [
      { label: t('timings.what') },
      { label: t('timings.median'), write: ms },
      { label: t('timings.range'), write: ms, ends: [t('figure.min'), t('figure.max')] },
      { label: t('timings.samples'), write: formatNumber },
      { label: t('timings.unit') },
      ...(rates ? [{ label: t('timings.rate'), write: formatRatio }] : []),
    ],
    rows: rows.map(({ label, timing }) => {
      const { medianMs, minMs, maxMs, samplesMs } = timing?.statistics ?? {};
      return {
        cells: [
          label,
          medianMs ?? null,
          minMs === undefined || maxMs === undefined ? null : [minMs, maxMs],
          samplesMs?.length ?? null,
          t('timings.ms'),
          ...(rates ? [timing?.gflops ?? null] : []),
        ],
      };
    }),
  };
}
