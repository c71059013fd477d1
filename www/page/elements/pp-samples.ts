/** All samples of a measurement as a chart; the table of timings is its twin. */
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { samplesChart, samplesHeight, type SampleRow } from '../charts/samples';
import type { Plot } from '../charts/plot';
import { formatNumber, t } from '../messages/index';
import type { Twin } from '../twin';
import { ChartElement } from './chart-element';

export class PpSamples extends ChartElement {
  @property() demo = '';

  @property({ attribute: false }) rows: readonly SampleRow[] = [];
  /** The table of timings. */
  @property({ attribute: false }) table: Twin = { columns: [], rows: [] };
  /** Rows to come, for the room. */
  @property({ type: Number }) expected = 1;

  protected override get chartName(): string {
    return `${this.demo}-samples`;
  }

  protected override get heading(): string {
    return t('timings.samplesTitle');
  }

  protected override get height(): number {
    return samplesHeight(Math.max(this.expected, this.rows.length));
  }

  protected override get empty(): boolean {
    return this.rows.length === 0;
  }

  protected override get emptyWords(): string {
    return t('timings.samplesEmpty');
  }

  protected override draw(plot: Plot, width: number): Element {
    return samplesChart(plot, this.rows, width, {
      title: this.heading,
      description: t('timings.samplesDescription'),
      unit: t('timings.ms'),
      format: (ms) => formatNumber(ms),
      median: t('timings.median'),
    });
  }

  /** Behind the table's columns every sample has one of its own. */
  protected override twin(): Twin {
    const most = Math.max(0, ...this.rows.map(({ samplesMs }) => samplesMs.length));
    const turns = Array.from({ length: most }, (_, turn) => ({
      label: t('timings.sample', { n: turn + 1 }),
    }));
    const samples = new Map(this.rows.map(({ label, samplesMs }) => [label, samplesMs]));
    return {
      columns: [...this.table.columns, ...turns],
      rows: this.table.rows.map((row) => {
        const own = samples.get(String(row.cells[0])) ?? [];
        return { ...row, cells: [...row.cells, ...turns.map((_, turn) => own[turn] ?? null)] };
      }),
    };
  }

  override render(): TemplateResult {
    return this.canvas();
  }
}
