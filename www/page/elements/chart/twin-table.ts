/** The table of a chart's twin, in a region that scrolls where it is wide or long. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../messages/index';
import type { Cell, Twin, TwinColumn } from '../../twin';

/** A folded table longer than this is cut, so that opening it never freezes the page. */
export const MOST_ROWS = 500;

export interface TableLook {
  /** What the region is called. */
  label: string;
  /** Test ids: of the table, and the beginning of its rows'. */
  name: string;
  rowName?: string;
  tight?: boolean;
  tall?: boolean;
}

export function twinTable(twin: Twin, look: TableLook): TemplateResult {
  const columns = twin.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.fileOnly !== true);
  return html`<div
    class="scroll ${look.tall === true ? 'scroll-tall' : ''}"
    tabindex="0"
    role="group"
    aria-label=${look.label}
  >
    <table class=${look.tight === true ? 'tight' : ''} data-testid=${look.name}>
      <thead>
        <tr>
          ${columns.map(
            ({ column }) =>
              html`<th scope="col" class=${kind(column)}>
                ${swatch(column.colour)}${column.label}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${twin.rows.map(
          ({ id, cells, colour, shade }) =>
            html`<tr data-testid=${look.rowName && id ? `${look.rowName}-${id}` : nothing}>
              ${columns.map(({ column, index }) => {
                const cell = cells[index] ?? null;
                return index === 0
                  ? html`<th scope="row" class=${kind(column)}>
                      ${swatch(colour, shade)}${written(cell, column)}
                    </th>`
                  : html`<td
                      class=${kind(column)}
                      data-column=${column.id ?? nothing}
                      data-value=${typeof cell === 'number' ? cell : nothing}
                    >
                      ${written(cell, column)}
                    </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The same behind a line of its own; its rows are made when it is opened. */
export function foldedTable(
  rows: number,
  open: boolean,
  twin: () => Twin,
  look: TableLook,
  toggled: (open: boolean) => void,
): TemplateResult {
  const ready = rows > 0;
  return html`<details
    @toggle=${({ target }: Event) => toggled(target instanceof HTMLDetailsElement && target.open)}
    ?inert=${!ready}
    class=${ready ? '' : 'unready'}
  >
    <summary>${t('timeline.table')}</summary>
    ${ready && open ? shortened(twin(), rows, look) : nothing}
  </details>`;
}

/** At most so many rows of a table, which says of how many. */
export function shortened(twin: Twin, length: number, look: TableLook): TemplateResult {
  return html`${twinTable({ ...twin, rows: twin.rows.slice(0, MOST_ROWS) }, { ...look, tall: true })}
  ${
    length > MOST_ROWS
      ? html`<p class="hint">${t('figure.more', { shown: MOST_ROWS, total: length })}</p>`
      : nothing
  }`;
}

function kind({ write }: TwinColumn): string {
  return write ? 'number' : '';
}

function swatch(colour: string | undefined, shade = 1): TemplateResult | typeof nothing {
  return colour === undefined
    ? nothing
    : html`<span
        class="swatch"
        style="background: ${colour}; opacity: ${shade}"
        aria-hidden="true"
      ></span>`;
}

function written(cell: Cell, { write }: TwinColumn): string {
  if (typeof cell === 'string') return cell;
  const numbers = cell === null ? [] : typeof cell === 'number' ? [cell] : cell;
  if (numbers.length === 0 || numbers.some((value) => !Number.isFinite(value)))
    return t('speedup.none');
  return numbers.map((value) => write?.(value) ?? String(value)).join('–');
}
