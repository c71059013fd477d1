/** The speedup over the number of workers: the chart, what Amdahl's law makes of it, and the chart's twin as a table. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Plot } from '../charts/plot';
import {
  FITTED,
  IDEAL,
  MEASURED,
  SCALED,
  SCALING_HEIGHT,
  scalingChart,
  type ScalingDot,
} from '../charts/scaling';
import type { Scaling, ScalingOutline, ScalingPoint } from '../demos/demo';
import { formatNumber, formatRatio, t } from '../messages/index';
import { ChartElement } from './chart-element';

export class PpScaling extends ChartElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    scaling: { attribute: false },
  };

  declare demo: string;
  declare outline: ScalingOutline | null;
  /** Null before the first run. */
  declare scaling: Scaling | null;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.scaling = null;
  }

  protected override get height(): number {
    return SCALING_HEIGHT;
  }

  protected override get empty(): boolean {
    return this.scaling === null;
  }

  protected override get emptyWords(): string {
    return t('scaling.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const dots: ScalingDot[] = (this.scaling?.points ?? []).flatMap(({ workers, speedup }) =>
      speedup ? [{ workers, speedup: speedup.value, low: speedup.low, high: speedup.high }] : [],
    );
    return scalingChart(
      plot,
      {
        dots,
        most: Math.max(1, ...(this.outline?.counts ?? [])),
        serialFraction: this.scaling?.serialFraction ?? null,
        gustafson: this.outline?.gustafson === true,
        width,
      },
      {
        title: this.#heading,
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
      <h3 id="${this.demo}-scaling-name">${this.#heading}</h3>
      <ul class="legend">
        ${key(svg`<circle cx="12" cy="6" r="4.5" fill=${MEASURED} />`, t(this.outline.simulated ? 'scaling.simulated' : 'scaling.measured'))}
        ${key(stroke(IDEAL), t('scaling.ideal'))} ${key(stroke(FITTED), t('scaling.fitted'))}
        ${this.outline.gustafson ? key(stroke(SCALED), t('scaling.gustafson')) : nothing}
        ${key(stroke('currentColor', '2 5'), t('scaling.beyond'))}
      </ul>
      ${this.canvas()} ${this.#figures()} ${this.#table(this.outline)}
      <p class="hint">
        ${t('scaling.hint')} ${this.outline.gustafson ? t('scaling.gustafsonHint') : nothing}
      </p>
    </section>`;
  }

  get #heading(): string {
    const of = this.outline?.of;
    return of ? t('scaling.headingOf', { what: of }) : t('scaling.heading');
  }

  #figures(): TemplateResult {
    const fraction = this.scaling?.serialFraction ?? null;
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

  #table({ counts }: ScalingOutline): TemplateResult {
    const points = new Map(this.scaling?.points.map((point) => [point.workers, point]));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('scaling.table')}>
      <table data-testid="${this.demo}-scaling-table">
        <thead>
          <tr>
            <th scope="col" class="number">${t('control.workers')}</th>
            <th scope="col" class="number">${t('speedup.heading')}</th>
            <th scope="col" class="number">${t('timings.range')}</th>
            <th scope="col" class="number">${t('scaling.efficiency')}</th>
            <th scope="col" class="number">${t('scaling.karpFlatt')}</th>
          </tr>
        </thead>
        <tbody>
          ${counts.map(
            (count) =>
              html`<tr>
                <th scope="row" class="number">${formatNumber(count)}</th>
                ${figures(points.get(count)).map((figure) => html`<td class="number">${figure}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

/** The point's figures as the columns have them. */
function figures(point: ScalingPoint | undefined): string[] {
  const none = t('speedup.none');
  const { speedup = null, efficiency = null, karpFlatt = null } = point ?? {};
  return [
    speedup ? t('speedup.value', { value: formatRatio(speedup.value) }) : none,
    speedup
      ? t('speedup.value', { value: `${formatRatio(speedup.low)}–${formatRatio(speedup.high)}` })
      : none,
    efficiency === null ? none : percent(efficiency),
    karpFlatt === null ? none : percent(karpFlatt),
  ];
}

function percent(fraction: number): string {
  return t('run.percent', { percent: formatNumber(100 * fraction, 1) });
}

/** An entry of the legend: the sign as it is drawn, and what it stands for. */
function key(sign: TemplateResult, words: string): TemplateResult {
  return html`<li>
    <svg class="key" viewBox="0 0 24 12" aria-hidden="true">${sign}</svg>${words}
  </li>`;
}

function stroke(colour: string, dashes = 'none'): TemplateResult {
  return svg`<line x1="1" x2="23" y1="6" y2="6" stroke=${colour} stroke-width="2" stroke-linecap="round" stroke-dasharray=${dashes} />`;
}
