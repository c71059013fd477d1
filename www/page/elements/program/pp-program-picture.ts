/**
 * What a program's processes do, as one picture: it grows while the program runs. A bar that is
 * chosen says its line; a line that is chosen marks its bars.
 */
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { PythonMessage } from '../../../common/types';
import type { KeyEntry } from '../../charts/picture';
import { fillOf, patternDefs, type Fill } from '../../charts/patterns';
import type { Plot } from '../../charts/plot';
import { apartArrows } from '../../charts/program-arrows';
import { programChart, programChartHeight, scaleOf } from '../../charts/program-chart';
import { formatBytes, formatMs, formatNumber, t } from '../../messages/index';
import {
  arrowsOf,
  depthsOf,
  type MessageArrow,
  type QueueDepth,
} from '../../programs/message-arrows';
import {
  barsOf,
  beginOf,
  KINDS,
  rowsOf,
  type BarKind,
  type Lives,
  type ProcessBar,
  type Row,
} from '../../programs/process-bars';
import type { Twin } from '../../twin';
import { ChartElement } from '../chart/chart-element';
import { foldedTable, shortened } from '../chart/twin-table';

/** What the picture is made of. */
export interface Recorded extends Lives {
  messages: readonly PythonMessage[];
  dropped: number;
  /** The time up to which it is drawn, in ms since the epoch; NaN where the program has ended. */
  nowMs: number;
}

/** The most arrows: more would hide what they point at. */
const MOST_ARROWS = 60;
const MOST_DEPTHS = 2;

const FILLS: Readonly<Record<BarKind, Fill>> = {
  running: { tone: 0, pattern: 'whole' },
  task: { tone: 2, pattern: 'whole' },
  queue: { tone: 1, pattern: 'rising' },
  pipe: { tone: 4, pattern: 'falling' },
  lock: { tone: 3, pattern: 'across' },
  join: { tone: 5, pattern: 'upright' },
  pause: { tone: 5, pattern: 'level' },
  starting: { tone: 5, pattern: 'dots' },
};
const ALL_FILLS = KINDS.map((kind) => FILLS[kind]);

interface Drawn {
  rows: Row[];
  bars: ProcessBar[];
  arrows: MessageArrow[];
  depths: QueueDepth[];
  ends: number[];
  /** The end of the time axis. */
  endMs: number;
}

export class PpProgramPicture extends ChartElement<true, Recorded> {
  static readonly tag = 'pp-program-picture';

  /** The line that is chosen. */
  @property({ attribute: false }) line: number | null = null;
  /** Its text, where the program is still the one that ran. */
  @property({ attribute: false }) lineText: string | null = null;
  @state() tableOpen = false;
  @state() messagesOpen = false;
  /** How many messages are drawn as arrows. */
  @state() nArrows = 0;
  #drawn: Drawn = { rows: [], bars: [], arrows: [], depths: [], ends: [], endMs: 0 };

  protected override get chartName(): string {
    return `${this.demo}-timeline-processes`;
  }

  protected override get heading(): string {
    return t('program.timeline');
  }

  protected override get height(): number {
    return programChartHeight(this.#drawn.rows.length, this.#shownDepths.length);
  }

  protected override get empty(): boolean {
    return this.data === null || this.data.processes.length === 0;
  }

  protected override get emptyWords(): string {
    return t('program.timelineDescription');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('data') && this.data !== null) this.#drawn = drawnOf(this.data);
  }

  get #rows(): string[] {
    return this.#drawn.rows.map(({ process, thread }) => {
      const { name = '', pid = 0 } = this.data?.processes[process] ?? {};
      return thread === 0
        ? t('program.row', { name, pid: String(pid) })
        : t('program.threadRow', { n: thread, pid: String(pid) });
    });
  }

  get #shownDepths(): QueueDepth[] {
    return this.#drawn.depths.slice(0, MOST_DEPTHS);
  }

  /** The kinds that there are. */
  get #kinds(): BarKind[] {
    const there = new Set(this.#drawn.bars.map(({ kind }) => kind));
    return KINDS.filter((kind) => there.has(kind));
  }

  protected override draw(plot: Plot, width: number): Element {
    const { bars, arrows, ends, endMs } = this.#drawn;
    const rows = this.#rows;
    const depths = this.#shownDepths.map(({ object, points, most }) => {
      const queue = this.#nameOf({ kind: 'queue', object });
      return {
        label: t('program.depth', { queue }),
        points,
        most,
        describe: (value: number, atMs: number) =>
          t('program.depthAt', { at: formatMs(atMs), queue, n: value }),
      };
    });
    const shown = apartArrows(arrows, scaleOf({ rows, endMs, width }), MOST_ARROWS);
    this.nArrows = shown.length;
    const chart = programChart(
      plot,
      {
        rows,
        bars: bars.map((bar) => ({
          ...bar,
          fill: KINDS.indexOf(bar.kind),
          label: bar.kind === 'task' ? bar.label : '',
          title: this.#titleOf(bar),
        })),
        fills: ALL_FILLS,
        arrows: shown.map((arrow) => ({
          ...arrow,
          title: t('program.messageOf', {
            n: formatNumber(arrow.sequence + 1),
            from: rows[arrow.fromRow] ?? '',
            to: rows[arrow.toRow] ?? '',
            by: this.#nameOf(arrow),
            at: `${formatMs(arrow.putMs)}–${formatMs(arrow.gotMs)}`,
            size: formatBytes(arrow.bytes),
          }),
        })),
        depths,
        ends,
        endMs,
        width,
        name: this.chartName,
      },
      {
        title: this.heading,
        description: t('program.timelineDescription'),
        unit: t('timings.ms'),
        format: (ms) => formatNumber(ms),
      },
    );
    markLine(chart, this.line);
    return chart;
  }

  #titleOf({ kind, label, line, startMs, endMs }: ProcessBar): string {
    const what = kind === 'task' ? t('program.task', { name: label }) : t(`program.bar.${kind}`);
    const where = line === null ? '' : `, ${t('program.atLine', { line })}`;
    const times = `${formatMs(startMs)}–${formatMs(endMs)} ${t('timings.ms')}`;
    return `${what}${kind === 'task' || kind === 'pause' || label === '' ? '' : ` (${label})`}${where}: ${times}`;
  }

  /** Objects are numbered as they first occur. */
  #nameOf({ kind, object }: Pick<PythonMessage, 'kind' | 'object'>): string {
    const seen = new Set<number>();
    for (const message of this.data?.messages ?? [])
      if (message.kind === kind) seen.add(message.object);
    const n = [...seen].sort((a, b) => a - b).indexOf(object) + 1;
    return t(`program.${kind}`, { n });
  }

  override render(): TemplateResult | typeof nothing {
    if (this.data === null) return nothing;
    const { bars, arrows } = this.#drawn;
    return html`<figure class="timeline" data-testid=${this.chartName}>
      <figcaption>
        <h4>${this.heading}</h4>
        ${this.#legend()}
      </figcaption>
      <div @mark-chosen=${this.#chosen}>${this.canvas()}</div>
      <p class="picture-line" data-testid="${this.demo}-line" aria-live="polite">
        ${this.line === null ? t('program.chooseBar') : this.#lineWords(this.line)}
      </p>
      ${this.#notes()}
      ${foldedTable(
        bars.length,
        this.tableOpen,
        () => this.twin(),
        { label: t('timeline.table'), name: `${this.chartName}-table` },
        (open) => (this.tableOpen = open),
      )}
      ${
        arrows.length === 0
          ? nothing
          : html`<details
              @toggle=${({ target }: Event) =>
                (this.messagesOpen = target instanceof HTMLDetailsElement && target.open)}
            >
              <summary>${t('program.messages')}</summary>
              ${this.messagesOpen ? this.#messages() : nothing}
            </details>`
      }
    </figure>`;
  }

  #notes(): TemplateResult | typeof nothing {
    const { arrows, depths } = this.#drawn;
    const notes: string[] = [];
    if (arrows.length > this.nArrows && this.nArrows > 0) {
      const [shown, total] = [formatNumber(this.nArrows), formatNumber(arrows.length)];
      notes.push(t('program.arrowsOf', { shown, total }));
    }
    if (depths.length > MOST_DEPTHS) {
      const total = formatNumber(depths.length);
      notes.push(t('program.depthsOf', { shown: MOST_DEPTHS, total }));
    }
    const dropped = this.data?.dropped ?? 0;
    if (dropped > 0) notes.push(t('program.traceDropped', { n: dropped }));
    if (notes.length === 0) return nothing;
    return html`<ul class="notes" data-testid="${this.demo}-picture-notes">
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>`;
  }

  #legend(): TemplateResult {
    return html`<ul class="legend">
      ${this.#kinds.map((kind) => {
        const name = `${this.chartName}-key`;
        return html`<li>
          <svg class="key-fill" viewBox="0 0 20 12" aria-hidden="true">
            ${patternDefs(document, [FILLS[kind]], name)}${svg`<rect width="20" height="12" rx="2" fill=${fillOf(FILLS[kind], name)} />`}</svg
          >${t(`program.bar.${kind}`)}
        </li>`;
      })}
      ${
        this.#drawn.arrows.length === 0
          ? nothing
          : html`<li>
              <svg class="key" viewBox="0 0 24 12" aria-hidden="true">
                ${svg`<path d="M1 6H21M17 2.5L21.5 6L17 9.5" fill="none" stroke="var(--ink)" stroke-width="1.4" />`}</svg
              >${t('program.arrow')}
            </li>`
      }
    </ul>`;
  }

  protected override get key(): readonly KeyEntry[] {
    return this.#kinds.map((kind) => ({
      label: t(`program.bar.${kind}`),
      colour: fillOf(FILLS[kind], this.chartName),
    }));
  }

  /** What is known of a line, and the way there. */
  #lineWords(line: number): TemplateResult {
    const own = this.#drawn.bars.filter((bar) => bar.line === line);
    const ms = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    return html`<button
        type="button"
        class="quiet"
        aria-label=${t('program.toLine', { line })}
        data-testid="${this.demo}-to-line"
        @click=${() => this.#tell('line-chosen', line)}
      >
        ${t('program.line', { line })}
      </button>
      ${this.lineText === null ? nothing : html`<code translate="no">${this.lineText}</code>`}
      <span
        >${
          own.length === 0
            ? t('program.lineNever')
            : t('program.lineWaited', { n: own.length, time: formatMs(ms) })
        }</span
      >`;
  }

  readonly #chosen = ({ detail }: CustomEvent<Element>): void => {
    const line = Number(detail.getAttribute('data-line') ?? NaN);
    this.#tell('line-marked', Number.isNaN(line) ? null : line);
  };

  #tell(name: 'line-chosen' | 'line-marked', line: number | null): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: line }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    // To mark a line, or to say how much is drawn, nothing is drawn anew.
    const only = [...changed.keys()].every((key) => BESIDE.has(key));
    if (changed.size > 0 && only) {
      const chart = this.querySelector('.canvas-chart > svg');
      if (chart) markLine(chart, this.line);
    } else super.updated(changed);
  }

  protected override twin(): Twin {
    const rows = this.#rows;
    const write = formatMs;
    return {
      columns: [
        { label: t('program.process') },
        { label: t('timeline.interval') },
        { label: t('program.lineColumn'), write: (line) => formatNumber(line, 0) },
        { label: t('timeline.start'), write },
        { label: t('timeline.end'), write },
        { label: t('timeline.duration'), write },
      ],
      rows: [...this.#drawn.bars]
        .sort((a, b) => a.startMs - b.startMs)
        .map(({ row, kind, label, line, startMs, endMs }) => {
          const what = kind === 'task' ? label : t(`program.bar.${kind}`);
          return { cells: [rows[row] ?? '', what, line, startMs, endMs, endMs - startMs] };
        }),
    };
  }

  #messages(): TemplateResult {
    const rows = this.#rows;
    const write = formatMs;
    const { arrows } = this.#drawn;
    const twin: Twin = {
      columns: [
        { label: t('program.by') },
        { label: t('program.number'), write: (n) => formatNumber(n, 0) },
        { label: t('program.from') },
        { label: t('program.to') },
        { label: t('program.putAt'), write },
        { label: t('program.gotAt'), write },
        { label: t('program.bytes'), write: (n) => formatNumber(n, 0) },
      ],
      rows: arrows.map((arrow) => ({
        cells: [
          this.#nameOf(arrow),
          arrow.sequence + 1,
          rows[arrow.fromRow] ?? '',
          rows[arrow.toRow] ?? '',
          arrow.putMs,
          arrow.gotMs,
          arrow.bytes,
        ],
      })),
    };
    const look = { label: t('program.messages'), name: `${this.chartName}-messages` };
    return shortened(twin, arrows.length, look);
  }
}

/** Properties that change nothing in the chart but which bars are marked. */
const BESIDE: ReadonlySet<PropertyKey> = new Set(['line', 'lineText', 'nArrows', 'messagesOpen']);

/** Marks the bars of that line. */
function markLine(chart: Element, line: number | null): void {
  const own = line === null ? [] : [...chart.querySelectorAll(`[data-line="${line}"]`)];
  for (const bar of chart.querySelectorAll('[data-at-line]')) bar.removeAttribute('data-at-line');
  for (const bar of own) bar.setAttribute('data-at-line', '');
  chart.toggleAttribute('data-line-marked', own.length > 0);
}

function drawnOf({ processes, spans, messages, nowMs }: Recorded): Drawn {
  const isOver = Number.isNaN(nowMs);
  const bars = barsOf({ processes, spans }, isOver ? Infinity : nowMs);
  const rows = rowsOf({ processes, spans });
  const beginMs = beginOf(processes);
  // Messages are the process's, and so is its end.
  const ofRow = ({ process, thread }: Row, key: 'pid' | 'endMs'): number =>
    thread === 0 ? (processes[process]?.[key] ?? NaN) : NaN;
  const endMs = bars.reduce((latest, bar) => Math.max(latest, bar.endMs), 0);
  return {
    rows,
    bars,
    arrows: arrowsOf(
      messages,
      rows.map((row) => ofRow(row, 'pid')),
      beginMs,
    ),
    depths: depthsOf(messages, beginMs),
    ends: rows.map((row) => ofRow(row, 'endMs') - beginMs),
    endMs: isOver ? endMs : roundUp(endMs),
  };
}

/** While it grows, the axis does so in leaps, which are easier on the eye. */
function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(250, ms)));
  return ([1, 1.5, 2, 3, 5, 7.5, 10].find((times) => times * power >= ms) ?? 10) * power;
}
