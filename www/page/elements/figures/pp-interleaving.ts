/**
 * Processes that count in one place, step by step: a row for each step, the process's column and
 * the counter's, and above them what all hold at the moment that is looked at.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { InterleavingData, InterleavingOutline } from '../../demos/figures';
import { replay, type Moment, type Step } from '../../demos/shared-memory/replay';
import type { Film } from '../../film';
import { formatNumber, say, t } from '../../messages/index';
import type { Twin } from '../../twin';
import { foldedTable } from '../chart/twin-table';
import { FigureElement } from '../figure-element';
import type { MomentChange } from '../lab/pp-playback';
import { filmOf, shortWords, sumOf } from './interleaving-words';

export class PpInterleaving extends FigureElement<InterleavingOutline, InterleavingData> {
  static readonly tag = 'pp-interleaving';

  /** So many steps are done at the moment that is looked at. */
  @state() private done = 0;
  @state() private open = false;
  #moments: readonly Moment[] = [];
  #film: Film | null = null;

  get #name(): string {
    return `${this.demo}-interleaving`;
  }

  get #steps(): readonly Step[] {
    return this.data?.steps ?? [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') && !changed.has('outline')) return;
    const processes = this.outline?.processes ?? [];
    const steps = this.#steps;
    this.#moments = replay(steps, processes.length);
    this.#film = steps.length === 0 ? null : filmOf(steps, this.#moments, processes);
    this.done = steps.length;
  }

  readonly #moment = ({ detail }: CustomEvent<MomentChange>): void => {
    this.done = detail === null ? this.#steps.length : Math.floor(detail);
    void this.updateComplete.then(() => this.#bringIntoSight());
  };

  /** Within the region of the rows; the page stays where it is. */
  #bringIntoSight(): void {
    const region = this.querySelector<HTMLElement>('.interleaving-steps');
    const head = region?.querySelector('thead');
    if (!region || !head) return;
    const row = region.querySelector('[aria-current]');
    if (row === null) {
      region.scrollTop = 0;
      return;
    }
    const room = region.getBoundingClientRect();
    const place = row.getBoundingClientRect();
    const above = place.top - (room.top + head.getBoundingClientRect().height);
    const below = place.bottom - (room.top + region.clientHeight);
    if (above < 0) region.scrollTop += above;
    else if (below > 0) region.scrollTop += below;
  }

  override render(): TemplateResult | typeof nothing {
    const { outline, demo } = this;
    if (outline === null) return nothing;
    const name = this.#name;
    const n = outline.increments;
    return html`<section class="panel" data-testid=${name} aria-labelledby="${name}-name">
      <h3 id="${name}-name">${t('interleaving.heading')}</h3>
      <p class="hint">${t('interleaving.how', { n })}</p>
      ${this.#now(outline)} ${this.#table(outline)}
      <p class="interleaving-sum" data-testid="${name}-sum">
        ${this.data === null ? t('interleaving.pending') : sumOf(this.#moments, this.#steps)}
      </p>
      <pp-playback
        class="steps"
        .name="${name}-steps"
        .film=${this.#film}
        .back=${true}
        @moment-changed=${this.#moment}
      ></pp-playback>
      ${foldedTable(
        this.#steps.length,
        this.open,
        () => this.#twin(),
        { label: t('interleaving.heading'), name: `${demo}-interleaving-table` },
        (open) => {
          this.open = open;
        },
      )}
    </section>`;
  }

  /** What the processes and the counter hold; an arrow where a number goes. */
  #now({ processes }: InterleavingOutline): TemplateResult {
    const moment = this.#moments[this.done - 1];
    const step = this.#steps[this.done - 1];
    const none = t('speedup.none');
    const counter = moment?.counter ?? (this.data === null ? null : 0);
    const register = (index: number): TemplateResult => {
      const value = moment?.registers[index] ?? null;
      const active = step?.process === index;
      return html`<div class=${active ? 'interleaving-active' : ''}>
        <dt>${t('interleaving.register', { who: processes[index] ?? '' })}</dt>
        <dd data-testid="${this.#name}-register-${index}">
          ${value === null ? none : formatNumber(value)}
        </dd>
      </div>`;
    };
    const arrow = (index: number): TemplateResult => {
      const act = step?.process === index ? step.act : 'add';
      const toCounter = (act === 'write') === (index === 0);
      return html`<span class="interleaving-arrow" aria-hidden="true"
        >${act === 'add' ? '' : toCounter ? '→' : '←'}</span
      >`;
    };
    return html`<div class="interleaving-now">
      <dl>${register(0)}</dl>
      ${arrow(0)}
      <dl>
        <div class=${step?.act === 'write' ? 'interleaving-active' : ''}>
          <dt>${t('shared.counter')}</dt>
          <dd data-testid="${this.#name}-counter">
            ${counter === null ? none : formatNumber(counter)}
          </dd>
        </div>
      </dl>
      ${arrow(1)}
      <dl>${register(1)}</dl>
    </div>`;
  }

  #table({ processes, increments }: InterleavingOutline): TemplateResult {
    const rows = this.data === null ? processes.length * increments * 3 : this.#steps.length;
    const [first = '', second = ''] = processes.map(say);
    return html`<div
      class="scroll scroll-tall interleaving-steps"
      tabindex="0"
      role="group"
      aria-label=${t('interleaving.table')}
    >
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${t('interleaving.step')}</th>
            <th scope="col">${first}</th>
            <th scope="col">${t('shared.counter')}</th>
            <th scope="col">${second}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from({ length: rows }, (_, index) => this.#row(index))}
        </tbody>
      </table>
    </div>`;
  }

  /** Empty until the step is done: what comes next can be guessed. */
  #row(index: number): TemplateResult {
    const step = this.#steps[index];
    const moment = this.#moments[index];
    const past = index < this.done;
    const cell = (process: number): TemplateResult | typeof nothing => {
      if (!past || !step || step.process !== process) return nothing;
      const lostAt = moment?.lostAt ?? null;
      const gone = lostAt !== null && lostAt < this.done;
      return gone
        ? html`<s>${shortWords(step)}</s> <span class="lost">✗ ${t('interleaving.lost')}</span>`
        : html`${shortWords(step)}`;
    };
    return html`<tr aria-current=${past && index === this.done - 1 ? 'step' : nothing}>
      <th scope="row" class="number">${formatNumber(index + 1)}</th>
      <td>${cell(0)}</td>
      <td>
        ${
          past && moment
            ? step?.act === 'write'
              ? html`<strong>${formatNumber(moment.counter)}</strong>`
              : formatNumber(moment.counter)
            : nothing
        }
      </td>
      <td>${cell(1)}</td>
    </tr>`;
  }

  #twin(): Twin {
    const processes = (this.outline?.processes ?? []).map(say);
    return {
      columns: [
        { label: t('interleaving.step'), write: formatNumber },
        { label: t('timeline.who') },
        { label: t('interleaving.what') },
        { label: t('shared.counter'), write: formatNumber },
        ...processes.map((who) => ({
          label: t('interleaving.register', { who }),
          write: formatNumber,
        })),
        { label: t('interleaving.lostHere'), write: formatNumber },
      ],
      rows: this.#steps.map((step, index) => {
        const moment = this.#moments[index];
        return {
          cells: [
            index + 1,
            processes[step.process] ?? '',
            shortWords(step),
            moment?.counter ?? null,
            ...(moment?.registers ?? []),
            moment?.lost.length ?? 0,
          ],
        };
      }),
    };
  }
}
