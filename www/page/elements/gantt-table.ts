/** The twin of a large timeline as a table: its first rows, in the order of begin. */
import { html, nothing, type TemplateResult } from 'lit';
import { at } from '../../lib/picture/rows';
import type { Timeline } from '../../lib/types';
import { formatMs, formatNumber, t } from '../messages/index';

/** A table longer than this is cut, so that opening it never freezes the page. */
const TABLE_ROWS = 500;

export function ganttTable(
  prepared: { timeline: Timeline } | null,
  open: boolean,
  toggled: (event: Event) => void,
): TemplateResult {
  const length = prepared?.timeline.columns.task.length ?? 0;
  return html`<details
    @toggle=${toggled}
    ?inert=${length === 0}
    class=${length === 0 ? 'unready' : ''}
  >
    <summary>${t('timeline.table')}</summary>
    ${prepared && open && length > 0 ? rows(prepared.timeline, length) : nothing}
  </details>`;
}

function rows({ columns, tasksMs }: Timeline, length: number): TemplateResult {
  const { task, worker, startMs, endMs } = columns;
  return html`<div
      class="scroll scroll-tall"
      tabindex="0"
      role="group"
      aria-label=${t('timeline.table')}
    >
      <table class="tight">
        <thead>
          <tr>
            <th scope="col" class="number">${t('gantt.task')}</th>
            <th scope="col" class="number">${t('gantt.worker')}</th>
            <th scope="col" class="number">${t('timeline.start')}</th>
            <th scope="col" class="number">${t('timeline.end')}</th>
            <th scope="col" class="number">${t('timeline.duration')}</th>
            <th scope="col" class="number">${t('gantt.asked')}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from({ length: Math.min(TABLE_ROWS, length) }, (_, row) => {
            const [start, end] = [at(startMs, row), at(endMs, row)];
            return html`<tr>
              <th scope="row" class="number">${formatNumber(at(task, row))}</th>
              <td class="number">${formatNumber(at(worker, row) + 1)}</td>
              <td class="number">${formatMs(start)}</td>
              <td class="number">${formatMs(end)}</td>
              <td class="number">${formatMs(end - start)}</td>
              <td class="number">${formatMs(at(tasksMs, at(task, row)))}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${
      length > TABLE_ROWS
        ? html`<p class="hint">${t('timeline.more', { shown: TABLE_ROWS, total: length })}</p>`
        : nothing
    }`;
}
