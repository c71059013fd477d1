/** The twin of a large timeline as a table: its first rows, in the order of begin. */
import type { TemplateResult } from 'lit';
import { at } from '../../../lib/picture/rows';
import type { Timeline } from '../../../common/types';
import { formatMs, formatNumber, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { foldedTable, MOST_ROWS } from '../chart/twin-table';

export function ganttTable(
  name: string,
  prepared: { timeline: Timeline } | null,
  open: boolean,
  toggled: (open: boolean) => void,
): TemplateResult {
  return foldedTable(
    prepared?.timeline.columns.task.length ?? 0,
    open,
    () => firstRows(prepared?.timeline),
    { label: t('timeline.table'), name: `${name}-table`, tight: true },
    toggled,
  );
}

/** No more than are shown: there may be 10⁷. */
function firstRows(timeline: Timeline | undefined): Twin {
  const ms = formatMs;
  return {
    columns: [
      { label: t('gantt.task'), write: formatNumber },
      { label: t('gantt.worker'), write: formatNumber },
      { label: t('timeline.start'), write: ms },
      { label: t('timeline.end'), write: ms },
      { label: t('timeline.duration'), write: ms },
      { label: t('gantt.asked'), write: ms },
    ],
    rows: timeline ? rowsOf(timeline) : [],
  };
}

function rowsOf({ columns, tasksMs }: Timeline): Twin['rows'] {
  const { task, worker, startMs, endMs } = columns;
  return Array.from({ length: Math.min(MOST_ROWS, task.length) }, (_, row) => {
    const [id, start, end] = [at(task, row), at(startMs, row), at(endMs, row)];
    return { cells: [id, at(worker, row) + 1, start, end, end - start, at(tasksMs, id)] };
  });
}
