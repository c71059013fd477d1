/**
 * Who computed which part of a matrix: the map, and beside it a table that is both its legend and
 * its twin.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { toneOf } from '../../charts/frame';
import { OWNERSHIP_PX, ownershipChart, shadeOfWorker } from '../../charts/ownership';
import type { Plot } from '../../charts/plot';
import type { OwnershipData, OwnershipOutline } from '../../demos/figures';
import { sharesOf } from '../../demos/matmul/ownership';
import { formatNumber, say, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { twinTable } from '../chart/twin-table';

export class PpOwnership extends ChartElement<OwnershipOutline, OwnershipData> {
  static readonly tag = 'pp-ownership';

  protected override get chartName(): string {
    return `${this.demo}-ownership`;
  }

  protected override get heading(): string {
    return t('ownership.heading');
  }

  protected override get height(): number {
    return OWNERSHIP_PX;
  }

  protected override get emptyWords(): string {
    return t('ownership.empty');
  }

  protected override draw(plot: Plot, width: number): Element {
    const workers = this.outline?.workers ?? [];
    return ownershipChart(
      plot,
      {
        cells: this.data?.cells ?? [],
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
        title: this.heading,
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
      <h3 id="${this.demo}-ownership-name">${this.heading}</h3>
      <div class="ownership">
        <div class="ownership-map" style="max-inline-size: ${OWNERSHIP_PX}px">${this.canvas()}</div>
        ${twinTable(this.twin(), {
          label: t('ownership.table'),
          name: `${this.demo}-ownership-table`,
          tall: true,
        })}
      </div>
      <p class="hint">${t('ownership.hint')}</p>
    </section>`;
  }

  protected override twin(): Twin {
    const workers = this.outline?.workers ?? [];
    const shares = this.data ? sharesOf(this.data.cells, workers.length) : null;
    return {
      columns: [
        { label: t('timeline.who') },
        { label: t('ownership.tiles'), write: formatNumber },
        {
          label: t('ownership.share'),
          write: (share) => t('run.percent', { percent: formatNumber(100 * share, 1) }),
        },
      ],
      rows: workers.map((worker, index) => {
        const { tiles = null, share = null } = shares?.[index] ?? {};
        return {
          colour: toneOf(index),
          shade: shadeOfWorker(index),
          cells: [say(worker), tiles, share],
        };
      }),
    };
  }
}
