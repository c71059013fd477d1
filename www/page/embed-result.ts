/** The result of a run as plain data, with its labels in the page's language: what `demo-finished` carries. Pure. */
import type { Statistics } from '../lib/types';
import type { RunEnd } from './elements/pp-demo';
import type { Values } from './demos/params';
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
}

export function plainResult({ demo, values, outcome }: Omit<RunEnd, 'state'>): PlainResult {
  const { answer, timings = {}, speedups = {}, timelines = {} } = outcome;
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
  };
}
