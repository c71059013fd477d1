/**
 * The result of a run as plain data, with its labels in the page's language: what `demo-finished`
 * carries. Pure.
 */
import type { PolicyName, Statistics } from '../common/types';
import type { RunEnd } from './elements/demo/pp-demo';
import type { ComparisonData, CostsData, FigureData, ScalingData } from './demos/figures';
import type { Cells, TableData } from './demos/table';
import type { Values } from './demos/params';
import type { LabFigures } from './demos/scheduling/lab';
import { say } from './messages/index';
import type { Ratio } from './measure';

export interface PlainResult extends PlainFigures {
  demo: string;
  /** The settings it ran with. */
  params: Values;
  answer: { right: boolean; sentence: string; got?: string; expected?: string } | null;
  speedups: (Ratio & { id: string })[];
}

interface PlainFigures {
  timings: (Statistics & { id: string; gflops?: number })[];
  /** Bars with the row, and the milliseconds from the timeline's start. */
  timelines: {
    id: string;
    bars: { row: number; label: string; startMs: number; endMs: number }[];
  }[];
  /** Only of demos that have them, with the values of the tables beside the charts. */
  comparison?: Pick<ComparisonData, 'rows' | 'limit'>;
  scaling?: Omit<ScalingData, 'kind'>;
  costs?: Pick<CostsData, 'rows' | 'dispatchUs'>;
  figures?: Record<string, { row: string; cells: Cells }[]>;
  policies?: (LabFigures & { policy: PolicyName; predicted: LabFigures | null })[];
}

export function plainResult({
  demo,
  values,
  outcome,
}: Pick<RunEnd, 'demo' | 'values' | 'outcome'>): PlainResult {
  const { answer, speedups = {}, figures = [] } = outcome;
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
    speedups: Object.entries(speedups).flatMap(([id, ratio]) =>
      ratio === null ? [] : [{ id, ...ratio }],
    ),
    ...figures.reduce(withFigure, { timings: [], timelines: [] }),
  };
}

/**
 * Pictures of who did what, ownership, parts and steps, are not told: the embedding page asked for
 * results.
 */
function withFigure(plain: PlainFigures, figure: FigureData): PlainFigures {
  switch (figure.kind) {
    case 'timings':
      return {
        ...plain,
        timings: Object.entries(figure.rows).map(([id, { statistics, gflops }]) => ({
          id,
          ...statistics,
          ...(gflops !== undefined && { gflops }),
        })),
      };
    case 'timelines':
      return {
        ...plain,
        timelines: Object.entries(figure.bars).map(([id, bars]) => ({
          id,
          bars: bars.map(({ row, label, startMs, endMs }) => ({
            row,
            label: typeof label === 'string' ? label : say(label),
            startMs,
            endMs,
          })),
        })),
      };
    case 'comparison':
      return { ...plain, comparison: { rows: figure.rows, limit: figure.limit } };
    case 'scaling': {
      const { points, serialFraction } = figure;
      return { ...plain, scaling: { points, serialFraction } };
    }
    case 'costs':
      return { ...plain, costs: { rows: figure.rows, dispatchUs: figure.dispatchUs } };
    case 'table':
      return { ...plain, figures: { ...plain.figures, [figure.id]: rowsOf(figure) } };
    case 'lab':
      return {
        ...plain,
        policies: figure.runs.map(({ policy, figures, predicted }) => ({
          ...figures,
          policy,
          predicted,
        })),
      };
    case 'ownership':
    case 'parts':
    case 'interleaving':
      return plain;
  }
}

function rowsOf({ cells, rows = [] }: TableData): { row: string; cells: Cells }[] {
  return [
    ...Object.entries(cells).map(([row, values]) => ({ row, cells: values })),
    ...rows.map(({ label, cells: values }) => ({ row: label, cells: values })),
  ];
}
