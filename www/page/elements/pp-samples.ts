/** All samples of a measurement as a chart; the table of timings is its twin. */
import type { TemplateResult } from 'lit';
import { samplesChart, samplesHeight, type SampleRow } from '../charts/samples';
import type { Plot } from '../charts/plot';
import { formatNumber, t } from '../messages/index';
import { ChartElement } from './chart-element';

export class PpSamples extends ChartElement {
  static override properties = { rows: { attribute: false }, expected: { type: Number } };

  declare rows: readonly SampleRow[];
  /** Rows to come, for the room. */
  declare expected: number;

  constructor() {
    super();
    this.rows = [];
    this.expected = 1;
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
      title: t('timings.samplesTitle'),
      description: t('timings.samplesDescription'),
      unit: t('timings.ms'),
      format: (ms) => formatNumber(ms),
    });
  }

  override render(): TemplateResult {
    return this.canvas();
  }
}
