/** The result of a run as plain data, with its labels in the page's language: what `demo-finished` carries. Pure. */
import type { PolicyName, Statistics } from '../common/types';
import type { RunEnd } from './elements/pp-demo';
import type { Comparison, Costs, Scaling } from './demos/demo';
import type { Cells } from './demos/figure';
import type { Values } from './demos/params';
import type { LabFigures } from './demos/scheduling/lab';
import { say } from './messages/index';
import type { Ratio } from './measure';

export interface PlainResult {
  demo: string;
  /** The settings it ran with. */
  params: Values;
  answer: { right: boolean; sentence: string; got?: string; expected?: string } | null;
  timings: (Statistics & { id: string; gflops?: number })[];
  speedups: (Ratio & { id: string })[];
  /** Bars with the row, and the milliseconds from the timeline's start. */
  timelines: {
    id: string;
    bars: { row: number; label: string; startMs: number; endMs: number }[];
  }[];
  /** Only of demos that have them, as they stand in the tables beside the charts. */
  comparison?: Pick<Comparison, 'rows' | 'limit'>;
  scaling?: Scaling;
  costs?: Pick<Costs, 'rows' | 'dispatchUs'>;
  figures?: Record<string, { row: string; cells: Cells }[]>;
  policies?: (LabFigures & { policy: PolicyName; predicted: LabFigures | null })[];
}

export function plainResult({
  demo,
  values,
  outcome,
}: Pick<RunEnd, 'demo' | 'values' | 'outcome'>): PlainResult {
  const { answer, timings = {}, speedups = {}, timelines = {} } = outcome;
  const { comparison, scaling, costs, figures, lab } = outcome;
  return {
    demo: demo.name,
    params: { ...values },
    answer: answer
      ? {
          right: answer.state === 'right',
          sentence: say(answer.sentence),
          ...(answer.got !== undefined && { got: answer.got }),
          ...(answer.expected !== undefined && { expected: answer.expected }),
        }
      : null,
    timings: Object.entries(timings).map(([id, { statistics, gflops }]) => ({
      id,
      ...statistics,
      ...(gflops !== undefined && { gflops }),
    })),
    speedups: Object.entries(speedups).flatMap(([id, ratio]) =>
      ratio === null ? [] : [{ id, ...ratio }],
    ),
    timelines: Object.entries(timelines).map(([id, { bars }]) => ({
      id,
      bars: bars.map(({ row, label, startMs, endMs }) => ({
        row,
        label: typeof label === 'string' ? label : say(label),
        startMs,
        endMs,
      })),
    })),
    ...(comparison && { comparison: { rows: comparison.rows, limit: comparison.limit } }),
    ...(scaling && { scaling }),
    ...(costs && { costs: { rows: costs.rows, dispatchUs: costs.dispatchUs } }),
    ...(figures && {
      figures: Object.fromEntries(
        Object.entries(figures).map(([id, { cells, rows = [] }]) => [
          id,
          [
            ...Object.entries(cells).map(([row, values]) => ({ row, cells: values })),
            ...rows.map(({ label, cells: values }) => ({ row: label, cells: values })),
          ],
        ]),
      ),
    }),
    ...(lab && {
      policies: lab.runs.map(({ policy, figures: measured, predicted }) => ({
        ...measured,
        policy,
        predicted,
      })),
    }),
  };
}
