/** A timeline as a figure: the chart, the figures read off it, and its twin as a table. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Plot } from '../charts/plot';
import { toneOf } from '../charts/frame';
import { timelineChart, timelineHeight } from '../charts/timeline';
import type { Bar, Timeline, TimelineOutline } from '../demos/demo';
import { timelineFigures } from '../demos/timeline-figures';
import { formatMs, formatNumber, say, t } from '../messages/index';
import { ChartElement } from './chart-element';

/** A table longer than this is cut, so that opening it never freezes the page. */
const TABLE_ROWS = 500;

export class PpTimeline extends ChartElement {
  static override properties = {
    name: {},
    outline: { attribute: false },
    timeline: { attribute: false },
    endMs: { type: Number },
    tableOpen: { state: true },
  };

  declare name: string;
  declare outline: TimelineOutline | null;
  declare timeline: Timeline | null;
  /** The end of the time axis, the same for timelines to be compared. */
  declare endMs: number;
  declare tableOpen: boolean;

  constructor() {
    super();
    this.name = '';
    this.outline = null;
    this.timeline = null;
    this.endMs = 0;
    this.tableOpen = false;
  }

  get #rows(): string[] {
    const named = (this.outline?.rows ?? []).map(say);
    const most = (this.timeline?.bars ?? []).reduce(
      (rows, bar) => Math.max(rows, bar.row + 1),
      named.length,
    );
    // A worker nobody foresaw still gets its row.
    while (named.length < most) named.push(t('row.worker', { n: named.length + 1 }));
    return named;
  }

  protected override get height(): number {
    return timelineHeight(this.#rows.length);
  }

  protected override get empty(): boolean {
    return this.timeline === null;
  }

  protected override get emptyWords(): string {
    return t('timeline.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    return timelineChart(
      plot,
      {
        rows: this.#rows,
        bars: (this.timeline?.bars ?? []).map((bar) => ({ ...bar, label: labelOf(bar) })),
        endMs: this.endMs,
        width,
      },
      {
        title: this.outline ? say(this.outline.title) : '',
        description: this.outline ? say(this.outline.description) : '',
        unit: t('timings.ms'),
        format: (ms) => formatNumber(ms),
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { outline } = this;
    if (outline === null) return nothing;
    return html`<figure class="timeline" data-testid=${this.name}>
      <figcaption>
        <h4>${say(outline.title)}</h4>
        ${this.#legend(outline)}
      </figcaption>
      ${this.canvas()} ${this.#figures()} ${this.#table()}
    </figure>`;
  }

  #legend(outline: TimelineOutline): TemplateResult {
    if (outline.tones.length === 0) return html`<p class="hint">${say(outline.description)}</p>`;
    return html`<ul class="legend">
      ${outline.tones.map(
        (tone, index) =>
          html`<li>
            <span class="swatch" style="background: ${toneOf(index)}" aria-hidden="true"></span
            >${say(tone)}
          </li>`,
      )}
    </ul>`;
  }

  #figures(): TemplateResult {
    const figures = this.timeline
      ? timelineFigures(this.timeline.bars, this.#rows.length, this.outline?.balanced)
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
        <dd>${this.timeline ? formatNumber(this.timeline.bars.length) : none}</dd>
      </div>
    </dl>`;
  }

  #table(): TemplateResult {
    const bars = this.timeline?.bars ?? [];
    const shown = this.tableOpen
      ? [...bars].sort((a, b) => a.startMs - b.startMs).slice(0, TABLE_ROWS)
      : [];
    const rows = this.#rows;
    return html`<details
      @toggle=${this.#toggled}
      ?inert=${bars.length === 0}
      class=${bars.length === 0 ? 'unready' : ''}
    >
      <summary>${t('timeline.table')}</summary>
      ${
        this.tableOpen && bars.length > 0
          ? html`<div
                class="scroll scroll-tall"
                tabindex="0"
                role="group"
                aria-label=${t('timeline.table')}
              >
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${t('timeline.who')}</th>
                      <th scope="col">${t('timeline.interval')}</th>
                      <th scope="col" class="number">${t('timeline.start')}</th>
                      <th scope="col" class="number">${t('timeline.end')}</th>
                      <th scope="col" class="number">${t('timeline.duration')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${shown.map(
                      (bar) =>
                        html`<tr>
                          <th scope="row">${rows[bar.row]}</th>
                          <td>${labelOf(bar)}</td>
                          <td class="number">${formatMs(bar.startMs)}</td>
                          <td class="number">${formatMs(bar.endMs)}</td>
                          <td class="number">${formatMs(bar.endMs - bar.startMs)}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </div>
              ${
                bars.length > TABLE_ROWS
                  ? html`<p class="hint">
                      ${t('timeline.more', { shown: TABLE_ROWS, total: bars.length })}
                    </p>`
                  : nothing
              }`
          : nothing
      }
    </details>`;
  }

  readonly #toggled = (event: Event): void => {
    this.tableOpen = event.target instanceof HTMLDetailsElement && event.target.open;
  };
}

function labelOf(bar: Bar): string {
  return typeof bar.label === 'string' ? bar.label : say(bar.label);
}
