/**
 * The speedup over the number of workers: the chart, what Amdahl's law makes of it, and the chart's
 * twin as a table.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { KeyEntry } from '../../charts/picture';
import type { Plot } from '../../charts/plot';
import {
  FITTED,
  IDEAL,
  MEASURED,
  SCALED,
  SCALING_HEIGHT,
  scalingChart,
  type ScalingDot,
} from '../../charts/scaling';
import type { ScalingData, ScalingOutline } from '../../demos/figures';
import { formatNumber, formatRatio, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { twinTable } from '../chart/twin-table';

export class PpScaling extends ChartElement<ScalingOutline, ScalingData> {
  static readonly tag = 'pp-scaling';

  protected override get height(): number {
    return SCALING_HEIGHT;
  }

  protected override get emptyWords(): string {
    return t('scaling.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const dots: ScalingDot[] = (this.data?.points ?? []).flatMap(({ workers, speedup }) =>
      speedup ? [{ workers, speedup: speedup.value, low: speedup.low, high: speedup.high }] : [],
    );
    return scalingChart(
      plot,
      {
        dots,
        most: Math.max(1, ...(this.outline?.counts ?? [])),
        serialFraction: this.data?.serialFraction ?? null,
        gustafson: this.outline?.gustafson === true,
        width,
      },
      {
        title: this.heading,
        description: t(this.outline?.gustafson ? 'scaling.descriptionBoth' : 'scaling.description'),
        unit: t('control.workers'),
        format: (value) => formatNumber(value, 2),
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    if (this.outline === null) return nothing;
    return html`<section
      class="panel"
      data-testid="${this.demo}-scaling"
      aria-labelledby="${this.demo}-scaling-name"
    >
      <h3 id="${this.demo}-scaling-name">${this.heading}</h3>
      ${this.legend()} ${this.canvas()} ${this.#figures()}
      ${twinTable(this.twin(), { label: t('scaling.table'), name: `${this.demo}-scaling-table` })}
      <p class="hint">
        ${t('scaling.hint')} ${this.outline.gustafson ? t('scaling.gustafsonHint') : nothing}
      </p>
    </section>`;
  }

  protected override get key(): readonly KeyEntry[] {
    const simulated = this.outline?.simulated === true;
    return [
      {
        label: t(simulated ? 'scaling.simulated' : 'scaling.measured'),
        colour: MEASURED,
        sign: 'dot',
      },
      { label: t('scaling.ideal'), colour: IDEAL, sign: 'line' },
      { label: t('scaling.fitted'), colour: FITTED, sign: 'line' },
      ...(this.outline?.gustafson === true
        ? [{ label: t('scaling.gustafson'), colour: SCALED, sign: 'line' } as const]
        : []),
      { label: t('scaling.beyond'), colour: 'currentColor', sign: 'dashes' },
    ];
  }

  protected override get chartName(): string {
    return `${this.demo}-scaling`;
  }

  protected override get heading(): string {
    const of = this.outline?.of;
    return of ? t('scaling.headingOf', { what: of }) : t('scaling.heading');
  }

  #figures(): TemplateResult {
    const fraction = this.data?.serialFraction ?? null;
    const none = t('speedup.none');
    return html`<dl class="figures">
      <div data-testid="${this.demo}-serial-fraction" data-value=${fraction ?? nothing}>
        <dt>${t('scaling.serialFraction')}</dt>
        <dd>${fraction === null ? none : percent(fraction)}</dd>
      </div>
      <div>
        <dt>${t('scaling.bound')}</dt>
        <dd>
          ${
            fraction === null
              ? none
              : fraction === 0
                ? t('scaling.noBound')
                : t('speedup.value', { value: formatNumber(1 / fraction, 1) })
          }
        </dd>
      </div>
    </dl>`;
  }

  protected override twin(): Twin {
    const points = new Map(this.data?.points.map((point) => [point.workers, point]));
    const times = (value: number): string => t('speedup.value', { value: formatRatio(value) });
    return {
      columns: [
        { label: t('control.workers'), write: formatNumber },
        { label: t('speedup.heading'), write: times },
        { label: t('timings.range'), write: times, ends: [t('figure.min'), t('figure.max')] },
        { label: t('scaling.efficiency'), write: percent },
        { label: t('scaling.karpFlatt'), write: percent },
      ],
      rows: (this.outline?.counts ?? []).map((count) => {
        const { speedup = null, efficiency = null, karpFlatt = null } = points.get(count) ?? {};
        const range = speedup ? ([speedup.low, speedup.high] as const) : null;
        return { cells: [count, speedup?.value ?? null, range, efficiency, karpFlatt] };
      }),
    };
  }
}

function percent(fraction: number): string {
  return t('run.percent', { percent: formatNumber(100 * fraction, 1) });
}
