/** Who computed which part of a matrix: the map, and beside it a table that is both its legend and its twin. */
import { html, nothing, type TemplateResult } from 'lit';
import { OWNERSHIP_PX, ownershipChart, toneOfWorker } from '../charts/ownership';
import type { Plot } from '../charts/plot';
import type { Ownership, OwnershipOutline } from '../demos/demo';
import { sharesOf } from '../demos/matmul/ownership';
import { formatNumber, say, t } from '../messages/index';
import { ChartElement } from './chart-element';

export class PpOwnership extends ChartElement {
  static override properties = {
    demo: {},
    outline: { attribute: false },
    ownership: { attribute: false },
  };

  declare demo: string;
  declare outline: OwnershipOutline | null;
  /** Null before the first run. */
  declare ownership: Ownership | null;

  constructor() {
    super();
    this.demo = '';
    this.outline = null;
    this.ownership = null;
  }

  protected override get height(): number {
    return OWNERSHIP_PX;
  }

  protected override get empty(): boolean {
    return this.ownership === null;
  }

  protected override get emptyWords(): string {
    return t('ownership.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const workers = this.outline?.workers ?? [];
    return ownershipChart(
      plot,
      {
        cells: this.ownership?.cells ?? [],
        rows: this.outline?.rows ?? 0,
        cols: this.outline?.cols ?? 0,
        width,
        describe: ({ row, rows, col, cols, worker }) => {
          const who = workers[worker];
          return t('ownership.cell', {
            who: who ?? formatNumber(worker + 1),
            row,
            lastRow: row + rows - 1,
            col,
            lastCol: col + cols - 1,
          });
        },
      },
      {
        title: t('ownership.heading'),
        description: t('ownership.description'),
        unit: '',
        // Indices, not amounts: without separators.
        format: String,
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { outline } = this;
    if (outline === null) return nothing;
    return html`<section
      class="panel"
      data-testid="${this.demo}-ownership"
      aria-labelledby="${this.demo}-ownership-name"
    >
      <h3 id="${this.demo}-ownership-name">${t('ownership.heading')}</h3>
      <div class="ownership">
        <div class="ownership-map" style="max-inline-size: ${OWNERSHIP_PX}px">${this.canvas()}</div>
        ${this.#table(outline)}
      </div>
      <p class="hint">${t('ownership.hint')}</p>
    </section>`;
  }

  #table({ workers }: OwnershipOutline): TemplateResult {
    const shares = this.ownership ? sharesOf(this.ownership.cells, workers.length) : null;
    const none = t('speedup.none');
    return html`<div
      class="scroll scroll-tall"
      tabindex="0"
      role="region"
      aria-label=${t('ownership.table')}
    >
      <table data-testid="${this.demo}-ownership-table">
        <thead>
          <tr>
            <th scope="col">${t('timeline.who')}</th>
            <th scope="col" class="number">${t('ownership.tiles')}</th>
            <th scope="col" class="number">${t('ownership.share')}</th>
          </tr>
        </thead>
        <tbody>
          ${workers.map((worker, index) => {
            const { tiles, share } = shares?.[index] ?? {};
            return html`<tr>
              <th scope="row">
                <span
                  class="swatch"
                  style="background: ${toneOfWorker(index)}"
                  aria-hidden="true"
                ></span
                >${say(worker)}
              </th>
              <td class="number">${tiles === undefined ? none : formatNumber(tiles)}</td>
              <td class="number">
                ${share === undefined ? none : t('run.percent', { percent: formatNumber(100 * share, 1) })}
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }
}
