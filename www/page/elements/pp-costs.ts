/** What the time of a call went into: arithmetic, copying, and the rest; and what it costs to hand out a job at all. */
import { html, nothing, type TemplateResult } from 'lit';
import { COST_TONES, costsChart, costsHeight } from '../charts/costs';
import { toneOf } from '../charts/frame';
import type { Plot } from '../charts/plot';
import type { Cost, Costs, CostsOutline } from '../demos/demo';
import { formatMs, formatNumber, say, t } from '../messages/index';
import { ChartElement } from './chart-element';

/** The parts of a call, in the order in which they are drawn. */
const PARTS = [
  { of: 'arithmeticMs', label: 'costs.arithmetic' },
  { of: 'copyMs', label: 'costs.copy' },
  { of: 'restMs', label: 'costs.rest' },
] as const satisfies readonly { of: keyof Cost; label: string }[];

export class PpCosts extends ChartElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    costs: { attribute: false },
  };

  declare demo: string;
  declare outline: CostsOutline | null;
  /** Null before the first run. */
  declare costs: Costs | null;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.costs = null;
  }

  protected override get height(): number {
    return costsHeight(this.outline?.rows.length ?? 0);
  }

  protected override get empty(): boolean {
    return this.costs === null;
  }

  protected override get emptyWords(): string {
    return t('costs.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const rows = (this.outline?.rows ?? []).flatMap(({ id, label }) => {
      const cost = this.costs?.rows[id];
      if (cost === undefined) return [];
      return [
        {
          label: say(label),
          parts: PARTS.map((part) => ({ label: t(part.label), ms: cost[part.of] })),
        },
      ];
    });
    return costsChart(plot, rows, width, {
      title: t('costs.heading'),
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
      <h3 id="${this.demo}-costs-name">${t('costs.heading')}</h3>
      ${this.canvas()} ${this.#table(this.outline)}
      <p class="hint">${t('costs.hint')}</p>
      ${this.#dispatch()}
    </section>`;
  }

  #table({ rows }: CostsOutline): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('costs.table')}>
      <table data-testid="${this.demo}-costs-table">
        <thead>
          <tr>
            <th scope="col">${t('timings.what')}</th>
            ${PARTS.map(
              ({ label }, index) =>
                html`<th scope="col" class="number">
                  <span
                    class="swatch"
                    style="background: ${toneOf(COST_TONES[index] ?? 0)}"
                    aria-hidden="true"
                  ></span
                  >${t(label)} (${t('timings.ms')})
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(({ id, label }) => {
            const cost = this.costs?.rows[id];
            return html`<tr>
              <th scope="row">${say(label)}</th>
              ${PARTS.map(
                ({ of }) =>
                  html`<td class="number">
                    ${cost ? formatMs(cost[of], this.costs?.clockResolutionMs) : t('speedup.none')}
                  </td>`,
              )}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #dispatch(): TemplateResult {
    const dispatchUs = this.costs?.dispatchUs ?? null;
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
