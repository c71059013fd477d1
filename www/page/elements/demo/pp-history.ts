/** The runs of a demo so far, beside one another: what was changed, and what became of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Demo } from '../../demos/demo';
import { differences, MOST_RUNS, type History, type PastRun } from '../../history';
import { formatMs, formatMoment, language, say, t } from '../../messages/index';
import { writeAddress, type Carried } from '../../router/address';
import { save } from '../../saving';
import { Watch } from '../../store';
import { LightElement } from '../light-element';
import { ratioText } from './ratio-words';

export class PpHistory extends LightElement {
  static readonly tag = 'pp-history';

  @property({ attribute: false }) demo: Demo | null = null;
  /** What every link keeps of the address. */
  @property({ attribute: false }) carried: Carried = {};
  @state() open = false;
  /** The runs to be compared, by their times: two at most, the one chosen last at the end. */
  @state() chosen: readonly number[] = [];
  readonly #history: History;

  constructor(history: History) {
    super();
    this.#history = history;
    new Watch(this, history.runs);
  }

  override render(): TemplateResult | typeof nothing {
    const { demo } = this;
    if (demo === null) return nothing;
    const runs = this.#history.of(demo.name);
    const name = `${demo.name}-history`;
    return html`<section class="panel" data-testid=${name} aria-labelledby="${name}-name">
      <h3 id="${name}-name">${t('history.heading')}</h3>
      ${
        runs.length === 0
          ? html`<p class="muted">${t('history.empty')}</p>`
          : html`<details ?open=${this.open} @toggle=${this.#toggled}>
              <summary data-testid="${name}-summary">
                ${t('history.runs', { n: runs.length })}
              </summary>
              ${this.open ? this.#table(demo, runs) : nothing}
            </details>`
      }
    </section>`;
  }

  #table(demo: Demo, runs: readonly PastRun[]): TemplateResult {
    // Of all runs, in the order in which they were met: a setting may change what is timed.
    const timings = new Map(
      runs.flatMap((run) => run.timings.map(({ label }) => [JSON.stringify(label), label])),
    );
    const columns = [...timings].map(([id, label]) => ({ id, label: say(label) }));
    return html`<div
        class="scroll scroll-tall"
        tabindex="0"
        role="group"
        aria-label=${t('history.heading')}
      >
        <table class="tight" data-testid="${demo.name}-history-table">
          <thead>
            <tr>
              <th scope="col">${t('history.column')}</th>
              <th scope="col">${t('history.when')}</th>
              <th scope="col">${t('history.settings')}</th>
              <th scope="col" class="number">${t('history.speedup')}</th>
              ${columns.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${runs.map((run, index) => this.#row(demo, run, runs[index + 1], columns))}
          </tbody>
        </table>
      </div>
      <p class="hint">${t('history.hint', { most: MOST_RUNS })} ${t('history.comparing')}</p>
      <pp-past-pair .demo=${demo} .runs=${this.#pair(runs)}></pp-past-pair>
      <div class="exports">
        <button
          type="button"
          class="quiet"
          data-testid="${demo.name}-history-json"
          @click=${() => saveJson(demo, runs)}
        >
          ${t('history.export')}
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="${demo.name}-history-clear"
          @click=${() => this.#history.forget(demo.name)}
        >
          ${t('history.clear')}
        </button>
      </div>`;
  }

  #row(
    demo: Demo,
    run: PastRun,
    before: PastRun | undefined,
    columns: readonly { id: string }[],
  ): TemplateResult {
    const when = formatMoment(run.atMs);
    const changed = demo.params.filter(({ name }) =>
      differences(run.values, before?.values).includes(name),
    );
    return html`<tr>
      <td>
        <input
          type="checkbox"
          data-testid="${demo.name}-compare"
          aria-label=${t('history.compare', { when })}
          .checked=${live(this.chosen.includes(run.atMs))}
          @change=${() => this.#choose(run.atMs)}
        />
      </td>
      <th scope="row">
        <a
          href=${writeAddress(demo.name, { ...run.values, ...this.carried })}
          aria-label=${t('history.again', { when })}
          >${when}</a
        >
      </th>
      <td class="changes">
        ${
          changed.length === 0
            ? t('history.same')
            : changed
                .map(({ label, name }) => `${t(label)}: ${String(run.values[name])}`)
                .join(' · ')
        }
      </td>
      <td class="number">${run.speedup ? ratioText(run.speedup) : t('speedup.none')}</td>
      ${columns.map(({ id }) => {
        const timing = run.timings.find(({ label }) => JSON.stringify(label) === id);
        return html`<td class="number">
          ${timing ? formatMs(timing.medianMs, run.machine.clockResolutionMs) : t('speedup.none')}
        </td>`;
      })}
    </tr>`;
  }

  /** The two chosen runs, the earlier one first; null unless there are two. */
  #pair(runs: readonly PastRun[]): readonly [PastRun, PastRun] | null {
    const [second, first] = runs.filter(({ atMs }) => this.chosen.includes(atMs));
    return first && second ? [first, second] : null;
  }

  /** A third one takes the place of the one that was chosen first. */
  #choose(atMs: number): void {
    this.chosen = this.chosen.includes(atMs)
      ? this.chosen.filter((one) => one !== atMs)
      : [...this.chosen, atMs].slice(-2);
  }

  readonly #toggled = (event: Event): void => {
    this.open = event.target instanceof HTMLDetailsElement && event.target.open;
  };
}

function saveJson(demo: Demo, runs: readonly PastRun[]): void {
  const plain = runs.map((run) => ({
    ...run,
    timings: run.timings.map((timing) => ({ ...timing, label: say(timing.label) })),
  }));
  const file = { page: 'parallel-playground', language: language.value, runs: plain };
  const text = JSON.stringify(file, null, 2);
  save(new Blob([text], { type: 'application/json' }), `${demo.name}-runs.json`);
}
