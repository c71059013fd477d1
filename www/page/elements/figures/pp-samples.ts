/**
 * All samples of the measurements as a chart. Its outline is the table of timings, which is its
 * twin.
 */
import type { TemplateResult } from 'lit';
import { samplesChart, samplesHeight, type SampleRow } from '../../charts/samples';
import type { Plot } from '../../charts/plot';
import { formatNumber, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';

export class PpSamples extends ChartElement<Twin, readonly SampleRow[]> {
  static readonly tag = 'pp-samples';

  protected override get chartName(): string {
    return `${this.demo}-samples`;
  }

  protected override get heading(): string {
    return t('timings.samplesTitle');
  }

  protected override get height(): number {
    return samplesHeight(this.outline?.rows.length ?? 0);
  }

  protected override get emptyWords(): string {
    return t('timings.samplesEmpty');
  }

  protected override draw(plot: Plot, width: number): Element {
    return samplesChart(plot, this.data ?? [], width, {
      title: this.heading,
      description: t('timings.samplesDescription'),
      unit: t('timings.ms'),
      format: (ms) => formatNumber(ms),
      median: t('timings.median'),
    });
  }

  /** Behind the table's columns every sample has one of its own. */
  protected override twin(): Twin {
    const { columns, rows } = this.outline ?? { columns: [], rows: [] };
    const measured = this.data ?? [];
    const most = Math.max(0, ...measured.map(({ samplesMs }) => samplesMs.length));
    const turns = Array.from({ length: most }, (_, turn) => ({
      label: t('timings.sample', { n: turn + 1 }),
    }));
    const samples = new Map(measured.map(({ label, samplesMs }) => [label, samplesMs]));
    return {
      columns: [...columns, ...turns],
      rows: rows.map((row) => {
        const own = samples.get(String(row.cells[0])) ?? [];
        return { ...row, cells: [...row.cells, ...turns.map((_, turn) => own[turn] ?? null)] };
      }),
    };
  }

  override render(): TemplateResult {
    return this.canvas();
  }
}
