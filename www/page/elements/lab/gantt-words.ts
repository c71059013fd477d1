/** What is written in a large timeline, and said of it. */
import { at } from '../../../lib/picture/rows';
import type { SvgWords } from '../../../lib/exports/svg';
import type { Timeline } from '../../../common/types';
import type { GanttWords } from '../../charts/gantt';
import { formatMs, formatNumber, t } from '../../messages/index';

export interface SpanPlace {
  worker: number;
  startMs: number;
  endMs: number;
}

export function ganttWords(): GanttWords {
  return {
    worker: (worker) => t('row.worker', { n: worker + 1 }),
    workers: (first, last) => t('gantt.workers', { first: first + 1, last: last + 1 }),
    unit: t('timings.ms'),
    format: (ms) => formatNumber(ms),
  };
}

/** The same in a picture that is taken along. */
export function pictureWords(): SvgWords {
  const number = (ms: number): string => formatNumber(Number(ms.toPrecision(4)));
  return {
    worker: (first, last) =>
      first === last ? t('row.worker', { n: first }) : t('gantt.workers', { first, last }),
    ms: (ms) => t('gantt.kind', { ms: number(ms) }),
    msRange: (leastMs, mostMs) =>
      t('gantt.kindRange', { least: number(leastMs), most: number(mostMs) }),
    tick: number,
  };
}

export function spanOf({ worker, startMs, endMs }: Timeline['columns'], span: number): SpanPlace {
  return { worker: at(worker, span), startMs: at(startMs, span), endMs: at(endMs, span) };
}

export function spanWords({ columns, tasksMs }: Timeline, span: number): string {
  const { worker, startMs, endMs } = spanOf(columns, span);
  const task = at(columns.task, span);
  return t('gantt.span', {
    task,
    worker: worker + 1,
    start: formatMs(startMs),
    end: formatMs(endMs),
    asked: formatMs(at(tasksMs, task)),
  });
}
