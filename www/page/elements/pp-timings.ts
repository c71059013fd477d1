/** The table of timings: median, range, number of samples, unit; beside it what the clock can tell, and every warning. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SampleRow } from '../charts/samples';
import type { Outline, Outcome, Timing } from '../demos/demo';
import { formatMs, formatNumber, formatRatio, say, t } from '../messages/index';
import type { Twin } from '../twin';
import { LightElement } from './light-element';
import { twinTable } from './twin-table';

export class PpTimings extends LightElement {
  @property() demo = '';
  @property({ attribute: false }) outline: Outline | null = null;
  @property({ attribute: false }) outcome: Outcome = {};

  override render(): TemplateResult | typeof nothing {
    const { outline, outcome } = this;
    if (outline === null) return nothing;
    const timings = outcome.timings ?? {};
    const rows = outline.timings.map((line) => ({
      label: say(line.label),
      timing: timings[line.id] ?? null,
    }));
    const samples: SampleRow[] = rows.flatMap(({ label, timing }) =>
      timing
        ? [{ label, samplesMs: timing.statistics.samplesMs, medianMs: timing.statistics.medianMs }]
        : [],
    );
    const clock = rows.find((row) => row.timing)?.timing?.statistics.clockResolutionMs;
    const table = tableOf(rows, outline.rates, clock);
    const all = rows.flatMap(({ label, timing }) =>
      (timing?.statistics.warnings ?? []).map((warning) => ({ label, warning })),
    );
    // One sentence for all that the same is to be said of.
    const warnings = [...new Set(all.map(({ warning }) => warning))].map((one) => {
      const what = all.filter(({ warning }) => warning === one).map(({ label }) => label);
      const everything = what.length === rows.length && rows.length > 1;
      return t(`warning.${one}`, { what: everything ? t('timings.all') : what.join(', ') });
    });
    if (outcome.hidden) warnings.unshift(t('warning.hidden'));
    return html`<section class="panel" aria-labelledby="${this.demo}-timings-name">
      <h3 id="${this.demo}-timings-name">${t('timings.heading')}</h3>
      ${twinTable(table, { label: t('timings.scroll'), name: `${this.demo}-timings` })}
      <p class="hint timings-method">
        ${t('timings.method')}
        ${clock === undefined ? nothing : t('timings.clock', { ms: formatNumber(clock) })}
      </p>
      <ul class="warnings">
        ${warnings.map((warning) => html`<li>${warning}</li>`)}
      </ul>
      <pp-samples
        .demo=${this.demo}
        .rows=${samples}
        .table=${table}
        .expected=${rows.length}
      ></pp-samples>
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
