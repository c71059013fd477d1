/** The table of timings: median, range, number of samples, unit; beside it what the clock can tell, and every warning. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SampleRow } from '../charts/samples';
import type { Outline, Outcome, Timing } from '../demos/demo';
import { formatMs, formatNumber, formatRatio, say, t } from '../messages/index';
import { LightElement } from './light-element';

export class PpTimings extends LightElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    outcome: { attribute: false },
  };

  declare demo: string;
  declare outline: Outline | null;
  declare outcome: Outcome;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.outcome = {};
  }

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
      <div class="scroll" tabindex="0" role="region" aria-label=${t('timings.scroll')}>
        <table data-testid="${this.demo}-timings">
          <thead>
            <tr>
              <th scope="col">${t('timings.what')}</th>
              <th scope="col" class="number">${t('timings.median')}</th>
              <th scope="col" class="number">${t('timings.range')}</th>
              <th scope="col" class="number">${t('timings.samples')}</th>
              <th scope="col">${t('timings.unit')}</th>
              ${outline.rates ? html`<th scope="col" class="number">${t('timings.rate')}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ label, timing }) => row(label, timing, outline.rates))}
          </tbody>
        </table>
      </div>
      <p class="hint">
        ${t('timings.method')}
        ${clock === undefined ? nothing : t('timings.clock', { ms: formatNumber(clock) })}
      </p>
      <ul class="warnings">
        ${warnings.map((warning) => html`<li>${warning}</li>`)}
      </ul>
      <pp-samples .rows=${samples} .expected=${rows.length}></pp-samples>
    </section>`;
  }
}

function row(label: string, timing: Timing | null, rates: boolean): TemplateResult {
  const statistics = timing?.statistics;
  const ms = (value: number): string => formatMs(value, statistics?.clockResolutionMs);
  const none = t('speedup.none');
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${statistics ? ms(statistics.medianMs) : none}</td>
    <td class="number">${statistics ? `${ms(statistics.minMs)}–${ms(statistics.maxMs)}` : none}</td>
    <td class="number">${statistics ? formatNumber(statistics.samplesMs.length) : none}</td>
    <td>${t('timings.ms')}</td>
    ${
      rates
        ? html`<td class="number">
            ${timing?.gflops !== undefined && Number.isFinite(timing.gflops) ? formatRatio(timing.gflops) : none}
          </td>`
        : nothing
    }
  </tr>`;
}
