/**
 * What the time of a call went into: arithmetic, copying, and the rest; and what it costs to hand
 * out a job at all.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { COST_TONES, costsChart, costsHeight } from '../../charts/costs';
import { toneOf } from '../../charts/frame';
import type { KeyEntry } from '../../charts/picture';
import type { Plot } from '../../charts/plot';
import type { Cost, CostsData, CostsOutline } from '../../demos/figures';
import { formatMs, formatNumber, say, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { twinTable } from '../chart/twin-table';

/** The parts of a call, in the order in which they are drawn. */
const PARTS = [
  { of: 'arithmeticMs', label: 'costs.arithmetic' },
  { of: 'copyMs', label: 'costs.copy' },
  { of: 'restMs', label: 'costs.rest' },
] as const satisfies readonly { of: keyof Cost; label: string }[];

export class PpCosts extends ChartElement<CostsOutline, CostsData> {
  static readonly tag = 'pp-costs';

  protected override get chartName(): string {
    return `${this.demo}-costs`;
  }

  protected override get heading(): string {
    return t('costs.heading');
  }

  protected override get height(): number {
    return costsHeight(this.outline?.rows.length ?? 0);
  }

  protected override get emptyWords(): string {
    return t('costs.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const rows = (this.outline?.rows ?? []).flatMap(({ id, label }) => {
      const cost = this.data?.rows[id];
      if (cost === undefined) return [];
      return [
        {
          label: say(label),
          parts: PARTS.map((part) => ({ label: t(part.label), ms: cost[part.of] })),
        },
      ];
    });
    return costsChart(plot, rows, width, {
      title: this.heading,
      description: t('costs.description'),
      unit: t('timings.ms'),
      format: (ms) => formatNumber(ms, ms < 10 ? 2 : 1),
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (this.outline === null) return nothing;
    return html`<section
      class="panel"
      data-testid="${this.demo}-costs"
      aria-labelledby="${this.demo}-costs-name"
    >
      <h3 id="${this.demo}-costs-name">${this.heading}</h3>
      ${this.canvas()}
      ${twinTable(this.twin(), { label: t('costs.table'), name: `${this.demo}-costs-table` })}
      <p class="hint">${t('costs.hint')}</p>
      ${this.#dispatch()}
    </section>`;
  }

  protected override get key(): readonly KeyEntry[] {
    return PARTS.map(({ label }, index) => ({ label: t(label), colour: colourOf(index) }));
  }

  protected override twin(): Twin {
    const clock = this.data?.clockResolutionMs;
    return {
      columns: [
        { label: t('timings.what') },
        ...PARTS.map(({ label }, index) => ({
          label: `${t(label)} (${t('timings.ms')})`,
          write: (ms: number) => formatMs(ms, clock),
          colour: colourOf(index),
        })),
      ],
      rows: (this.outline?.rows ?? []).map(({ id, label }) => {
        const cost = this.data?.rows[id];
        return { cells: [say(label), ...PARTS.map(({ of }) => cost?.[of] ?? null)] };
      }),
    };
  }

  #dispatch(): TemplateResult {
    const dispatchUs = this.data?.dispatchUs ?? null;
    return html`<dl class="figures">
        <div data-testid="${this.demo}-dispatch" data-value=${dispatchUs ?? nothing}>
          <dt>${t('costs.dispatch')}</dt>
          <dd>
            ${dispatchUs === null ? t('speedup.none') : t('costs.us', { us: formatNumber(dispatchUs, dispatchUs < 10 ? 1 : 0) })}
          </dd>
        </div>
      </dl>
      <p class="hint">${t('costs.dispatchHint')}</p>`;
  }
}

function colourOf(part: number): string {
  return toneOf(COST_TONES[part] ?? 0);
}
