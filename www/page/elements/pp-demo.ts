/** One demo: its controls, Run and Stop, and its results. What all demos have in common is here, once. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Demo, Outcome, Outline, Refusal } from '../demos/demo';
import { NO_FACTS, numberOf, type Facts, type Value, type Values } from '../demos/params';
import type { Engine } from '../engine';
import { say, t, type Message } from '../messages/index';
import { Runner, type RunState } from '../runner';
import { LightElement } from './light-element';
import { PpControls, type ControlChange } from './pp-controls';
import type { Position } from './pp-progress';

/** The detail of `run-ended`. */
export interface RunEnd {
  demo: Demo;
  values: Values;
  state: RunState;
  outcome: Outcome;
}

export class PpDemo extends LightElement {
  static override properties = {
    demo: { attribute: false },
    values: { attribute: false },
    facts: { attribute: false },
    notices: { attribute: false },
    engine: { attribute: false },
  };

  declare demo: Demo | null;
  declare values: Values;
  declare facts: Facts;
  declare notices: readonly Message[];
  declare engine: Engine | null;

  #runner = new Runner();
  #release: (() => void)[] = [];
  /** The settings of the results on the page, and the outline they fill. */
  #ran: { values: Values; outline: Outline } | null = null;
  #preview: Outcome = {};
  #outline: Outline | null = null;

  constructor() {
    super();
    this.demo = null;
    this.values = {};
    this.facts = NO_FACTS;
    this.notices = [];
    this.engine = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      this.#runner.state.subscribe(() => this.requestUpdate()),
      this.#runner.outcome.subscribe(() => this.requestUpdate()),
    ];
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#runner.stop();
    for (const release of this.#release) release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.demo === null) return;
    if (changed.has('demo') && changed.get('demo')) {
      // Another demo in the same place: the old one's run and results go.
      this.#runner.stop();
      for (const release of this.#release) release();
      this.#runner = new Runner();
      this.#release = [
        this.#runner.state.subscribe(() => this.requestUpdate()),
        this.#runner.outcome.subscribe(() => this.requestUpdate()),
      ];
      this.#ran = null;
      this.#preview = {};
    }
    if (changed.has('values') || changed.has('facts') || changed.has('demo')) {
      this.#outline = this.demo.outline(this.values, this.facts);
      void this.#drawPreview(this.demo, this.values);
    }
  }

  protected override updated(): void {
    // Whoever pressed Run with the keyboard finds Stop under the fingers, and the other way round.
    if (this.#focusNext === null) return;
    const active = document.activeElement;
    const lost =
      active === null ||
      active === document.body ||
      (this.contains(active) && active.matches(':disabled'));
    if (!lost) return;
    this.querySelector<HTMLButtonElement>(this.#focusNext)?.focus({ preventScroll: true });
    this.#focusNext = null;
  }
  #focusNext: string | null = null;

  override render(): TemplateResult | typeof nothing {
    const { demo } = this;
    const outline = this.#ran?.outline ?? this.#outline;
    if (demo === null || outline === null) return nothing;
    const state = this.#runner.state.value;
    const outcome = this.#runner.outcome.value;
    const refusal = this.refusal;
    return html`<article
      class="demo"
      data-testid="demo-${demo.name}"
      aria-labelledby="${demo.name}-title"
    >
      <header class="demo-head">
        <h1 id="${demo.name}-title" tabindex="-1">${t(demo.title)}</h1>
        <p class="lead">${t(demo.summary)}</p>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      ${refusal === null ? nothing : refused(demo, refusal)}
      <div class="bench">
        ${this.#settings(demo, state)}
        <h2 class="visually-hidden">${t('results.heading')}</h2>
        <div class="results">${this.#results(demo, outline, outcome, state)}</div>
      </div>
    </article>`;
  }

  #settings(demo: Demo, state: RunState): TemplateResult {
    const running = state.name === 'running';
    const position: Position | null = state.name === 'running' && state.slow ? state : null;
    return html`<form class="settings" aria-label=${t('control.heading')} novalidate>
      ${
        demo.presets.length === 0
          ? nothing
          : html`<div class="presets" role="group" aria-label=${t('control.presets')}>
              ${demo.presets.map(
                (preset) =>
                  html`<button
                    type="button"
                    class="quiet"
                    data-testid="${demo.name}-preset-${preset.id}"
                    ?disabled=${running}
                    @click=${() => this.#change(preset.values)}
                  >
                    ${t(preset.label)}
                  </button>`,
              )}
            </div>`
      }
      <pp-controls
        .demo=${demo.name}
        .params=${demo.params}
        .values=${this.values}
        .facts=${this.facts}
        .locked=${running}
        @control-changed=${this.#controlChanged}
        @control-refused=${() => this.requestUpdate()}
      ></pp-controls>
      <div class="actions">
        <button
          type="submit"
          class="primary"
          data-testid="${demo.name}-run"
          ?disabled=${running || !this.#valid || this.refusal !== null}
          @click=${this.#run}
        >
          ${t('run.run')}
        </button>
        <button
          type="button"
          data-testid="${demo.name}-stop"
          ?disabled=${!running}
          @click=${this.#stop}
        >
          ${t('run.stop')}
        </button>
      </div>
      <pp-progress .demo=${demo.name} .position=${position}></pp-progress>
    </form>`;
  }

  #results(demo: Demo, outline: Outline, outcome: Outcome, state: RunState): TemplateResult {
    const parts = this.#preview.parts ?? outcome.parts ?? null;
    const code = html`<pp-code .demo=${demo.name} .snippet=${demo.snippet}></pp-code>`;
    // There will be no results to keep room for.
    if (this.refusal !== null) return code;
    return html`${state.name === 'stopped' ? html`<p class="notice">${t('state.stopped')}</p>` : nothing}
      ${this.#stale(state) ? html`<p class="notice">${t('state.stale')}</p>` : nothing}
      <pp-failure
        .demo=${demo.name}
        .failure=${state.name === 'failed' ? state.failure : null}
      ></pp-failure>
      <div class="headline">
        <pp-answer
          .demo=${demo.name}
          .answer=${outcome.answer ?? null}
          .running=${state.name === 'running'}
        ></pp-answer>
        <pp-speedup
          .demo=${demo.name}
          .outline=${outline.speedups}
          .noSpeedup=${outline.noSpeedup}
          .speedups=${outcome.speedups ?? null}
        ></pp-speedup>
      </div>
      ${outline.timelines.length === 0 ? nothing : this.#timelines(demo, outline, outcome)}
      ${
        outline.lab
          ? html`<pp-lab
              .demo=${demo.name}
              .outline=${outline.lab}
              .lab=${outcome.lab ?? null}
              .values=${this.values}
              @control-changed=${this.#controlChanged}
            ></pp-lab>`
          : nothing
      }
      ${this.#studies(demo, outline, outcome)}
      ${outline.parts ? html`<pp-parts .demo=${demo.name} .strategies=${parts}></pp-parts>` : nothing}
      ${
        // Where no time is measured there is nothing to tabulate.
        outline.timings.length === 0
          ? nothing
          : html`<pp-timings
              .demo=${demo.name}
              .outline=${outline}
              .outcome=${outcome}
            ></pp-timings>`
      }
      ${code}`;
  }

  /** Why the demo cannot run on this page, or null where it can. */
  get refusal(): Refusal | null {
    return this.demo?.refusal?.(this.facts) ?? null;
  }

  #timelines(demo: Demo, outline: Outline, outcome: Outcome): TemplateResult {
    const endOf = (id: string): number =>
      (outcome.timelines?.[id]?.bars ?? []).reduce((latest, bar) => Math.max(latest, bar.endMs), 0);
    const endMs = Math.max(
      0,
      ...outline.timelines.filter(({ ownAxis }) => !ownAxis).map(({ id }) => endOf(id)),
    );
    return html`<section
      class="panel"
      data-testid="${demo.name}-timeline"
      aria-labelledby="${demo.name}-timelines-name"
    >
      <h3 id="${demo.name}-timelines-name">${t('timelines.heading')}</h3>
      <div class=${outline.timelines.length > 1 ? 'side-by-side' : ''}>
        ${outline.timelines.map(
          (one) =>
            html`<pp-timeline
              .name="${demo.name}-timeline-${one.id}"
              .outline=${one}
              .timeline=${outcome.timelines?.[one.id] ?? null}
              .endMs=${one.ownAxis ? endOf(one.id) : endMs}
            ></pp-timeline>`,
        )}
      </div>
      <p class="hint">${t('timeline.hint')}</p>
    </section>`;
  }

  /** The figures that only some demos have. */
  #studies(demo: Demo, outline: Outline, outcome: Outcome): (TemplateResult | typeof nothing)[] {
    const { comparison, scaling, ownership, costs, figures = [] } = outline;
    return [
      ...figures.map(
        (figure) =>
          html`<pp-figure
            .demo=${demo.name}
            .outline=${figure}
            .figure=${outcome.figures?.[figure.id] ?? null}
          ></pp-figure>`,
      ),
      comparison
        ? html`<pp-comparison
            .demo=${demo.name}
            .outline=${comparison}
            .comparison=${outcome.comparison ?? null}
          ></pp-comparison>`
        : nothing,
      scaling
        ? html`<pp-scaling
            .demo=${demo.name}
            .outline=${scaling}
            .scaling=${outcome.scaling ?? null}
          ></pp-scaling>`
        : nothing,
      ownership
        ? html`<pp-ownership
            .demo=${demo.name}
            .outline=${ownership}
            .ownership=${outcome.ownership ?? null}
          ></pp-ownership>`
        : nothing,
      costs
        ? html`<pp-costs
            .demo=${demo.name}
            .outline=${costs}
            .costs=${outcome.costs ?? null}
          ></pp-costs>`
        : nothing,
    ];
  }

  get #valid(): boolean {
    const controls = this.querySelector('pp-controls');
    return !(controls instanceof PpControls) || controls.valid;
  }

  /** There are results on the page, of other settings than those now chosen. */
  #stale(state: RunState): boolean {
    const ran = this.#ran;
    if (ran === null || state.name === 'running') return false;
    const looks = new Set(
      this.demo?.params.filter((param) => param.looksOnly).map((it) => it.name),
    );
    return Object.entries(this.values).some(
      ([name, value]) => !looks.has(name) && ran.values[name] !== value,
    );
  }

  #change(values: Readonly<Record<string, Value>>): void {
    this.dispatchEvent(
      new CustomEvent('values-changed', { bubbles: true, detail: { ...this.values, ...values } }),
    );
  }

  readonly #controlChanged = (event: CustomEvent<ControlChange>): void =>
    this.#change({ [event.detail.name]: event.detail.value });

  /** On the click, which Enter in a control makes too: frames with a sandbox may not submit forms. */
  readonly #run = (event: Event): void => {
    event.preventDefault();
    this.run();
  };

  /** As if Run had been pressed; where it cannot be pressed, nothing happens. */
  run(): void {
    const { demo, engine, values } = this;
    if (demo === null || engine === null || this.#runner.running || !this.#valid) return;
    if (this.refusal !== null) return;
    const runner = this.#runner;
    this.#preview = {};
    this.#ran = { values, outline: demo.outline(values, this.facts) };
    this.#focusNext = `[data-testid="${demo.name}-stop"]`;
    this.#announce({ key: 'live.started', values: { demo: { key: demo.title } } });
    const wanted =
      demo.workersNeeded?.(values) ??
      (demo.params.some((param) => param.name === 'workers') ? numberOf(values, 'workers') : 1);
    const open = (): ReturnType<Engine['open']> => {
      if (demo.exactWorkers === true) return engine.exactly(wanted);
      // One that is still opening may turn out to be too small.
      return engine.ensure(
        engine.playground === null ? Math.max(wanted, this.facts.workers) : wanted,
      );
    };
    void runner.run(demo, values, open).then(() => {
      if (this.#runner !== runner) return;
      this.#focusNext = `[data-testid="${demo.name}-run"]`;
      const state = runner.state.value;
      // A run that shows no result leaves the settings' own outline on the page.
      if (state.name !== 'finished') this.#ran = null;
      if (state.name === 'failed' && state.failure.code === 'E_CLOSED') void engine.close();
      this.#announceEnd(demo, state);
      const detail: RunEnd = { demo, values, state, outcome: runner.outcome.value };
      this.dispatchEvent(new CustomEvent('run-ended', { bubbles: true, detail }));
      this.requestUpdate();
      if (state.name === 'failed') void this.#toFailure();
    });
    this.requestUpdate();
  }

  readonly #stop = (): void => this.#runner.stop();

  /** The reason is at the head of the results, which may have been scrolled away. */
  async #toFailure(): Promise<void> {
    await this.updateComplete;
    this.querySelector('pp-failure')?.scrollIntoView({ block: 'nearest' });
  }

  #announceEnd(demo: Demo, state: RunState): void {
    const values = { demo: { key: demo.title } };
    if (state.name === 'stopped') this.#announce({ key: 'live.stopped', values });
    if (state.name === 'finished')
      this.#announce({ key: state.right ? 'live.right' : 'live.wrong', values });
    if (state.name === 'failed') {
      this.#announce({
        key: 'live.failed',
        values: { ...values, reason: { key: `error.${state.failure.code}` } },
      });
    }
  }

  #announce(message: Message): void {
    this.dispatchEvent(new CustomEvent('announced', { bubbles: true, detail: say(message) }));
  }

  /** Shows what can be shown before a run, of the latest settings only. */
  async #drawPreview(demo: Demo, values: Values): Promise<void> {
    const playground = this.engine?.playground ?? null;
    if (demo.preview === undefined || playground === null || this.#runner.running) return;
    try {
      const preview = await demo.preview(playground, values);
      if (this.demo === demo && this.values === values) {
        this.#preview = preview;
        this.requestUpdate();
      }
    } catch {
      // Only a foretaste: the run itself says what is wrong.
    }
  }
}

/** Why there can be no run on this page, and what to do about it. */
function refused(demo: Demo, { code, sentences, sample }: Refusal): TemplateResult {
  return html`<section class="notice refusal" data-testid="${demo.name}-refusal" data-code=${code}>
    ${sentences.map((sentence) => html`<p>${say(sentence)}</p>`)}
    <pre tabindex="0" lang="en" translate="no">${sample}</pre>
  </section>`;
}
