/**
 * One demo: its controls, Run and Stop, and its results. What all demos have in common is here,
 * once.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Demo, Outcome, Outline, Refusal } from '../../demos/demo';
import { afterChange, NO_DRAFTS, typed, without } from '../../demos/drafts';
import {
  NO_FACTS,
  numberOf,
  wholeSetting,
  type Facts,
  type Value,
  type Values,
} from '../../demos/params';
import { judged, type Guess, type Judgement } from '../../judgement';
import type { KeptRuns } from '../../kept-runs';
import { LEAVING, type PageEngine } from '../../page-engine';
import { say, t, type Message } from '../../messages/index';
import { meansRecorded, RECORDED_ON, recordedOutline } from '../../recorded/index';
import { writeAddress, type Carried } from '../../router/address';
import { Runner, type RunState } from '../../runner';
import { why } from '../../why/index';
import { LightElement } from '../light-element';
import type { ControlChange, ControlText } from './pp-controls';
import { demoSettings } from './demo-settings';
import { loadEmbedCode } from '../frame/embed-code-loading';
import { endWords } from './end-words';
import { FocusHandover } from './focus-handover';
import { differing, RecordedRun } from './recorded-run';
import { refused } from './refusal';

/** The detail of `run-ended`. */
export interface RunEnd {
  demo: Demo;
  values: Values;
  /** The shape of the results, as it was when the run began. */
  outline: Outline;
  state: RunState;
  outcome: Outcome;
}

export class PpDemo extends LightElement {
  static readonly tag = 'pp-demo';

  @property({ attribute: false }) demo: Demo | null = null;
  @property({ attribute: false }) values: Values = {};
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  @property({ attribute: false }) notices: readonly Message[] = [];
  @property({ attribute: false }) engine: PageEngine | null = null;
  /** The page that links lead to; empty for this one. */
  @property() base = '';
  /** A program that the address brings, as it is written there. */
  @property({ attribute: false }) code: string | undefined;
  /** What every link keeps of the address. */
  @property({ attribute: false }) carried: Carried = {};

  /** The last run of each demo, also of those that are not on the page now. */
  @property({ attribute: false }) kept: KeptRuns = new Map();

  /** The settings are behind a button of their own. */
  @property({ attribute: false }) folded = false;
  /** Controls that the reader cannot change. */
  @property({ attribute: false }) fixed: ReadonlySet<string> = new Set();
  /** The programs cannot be changed. */
  @property({ attribute: false }) readonly = false;

  /** Before a run a recorded one is shown. */
  @property({ attribute: false }) recordings = true;

  #runner = new Runner();
  #release: (() => void)[] = [];
  /** The settings of the results on the page, the outline they fill, and where they ran. */
  #ran: { values: Values; outline: Outline; cores: number } | null = null;
  #preview: Outcome = {};
  readonly #recording = new RecordedRun(this);
  readonly #focus = new FocusHandover(this);
  #outline: Outline | null = null;
  /** What the reader says of the next run, and what was said of the last one. */
  #said = '';
  #guess: Guess | null = null;
  #drafts = NO_DRAFTS;
  /** Drafts that a change elsewhere has made values of. */
  #ripe: Values = {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
    addEventListener(LEAVING, this.stop);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(LEAVING, this.stop);
    this.#runner.stop();
    for (const release of this.#release) release();
  }

  /** Draws what becomes of the current runner's runs. */
  #watch(): void {
    for (const release of this.#release) release();
    this.#release = [
      this.#runner.state.subscribe(() => this.requestUpdate()),
      this.#runner.outcome.subscribe(() => this.requestUpdate()),
    ];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.demo === null) return;
    if (changed.has('demo')) this.#begin(this.demo);
    if (changed.has('values') || changed.has('facts')) {
      const before = changed.get('values') ?? this.values;
      const after = afterChange(this.#drafts, this.demo.params, before, this.values, this.facts);
      this.#drafts = after.drafts;
      this.#ripe = after.values;
    }
    if (changed.has('values') || changed.has('facts') || changed.has('demo')) {
      this.#outline = this.demo.outline(this.values, this.facts);
      // Of other settings it would be another question.
      if (changed.has('values')) this.#said = '';
      void this.#drawPreview(this.demo, this.values);
    }
    if (this.#recorded && this.#recording.outcome === null) void this.#recording.load();
  }

  /** Nothing of the reader's is there to be shown, and nothing else has been asked for. */
  get #recorded(): boolean {
    const state = this.#runner.state.value;
    const empty = state.name === 'idle' || (state.name === 'stopped' && !state.kept);
    if (this.demo === null || this.#ran !== null || !empty) return false;
    if (!this.recordings || this.#recording.missing) return false;
    return meansRecorded(this.demo, this.values, this.facts);
  }

  /** Another demo: the run of the one before ends, and the last run of this one is shown. */
  #begin(demo: Demo): void {
    this.#runner.stop();
    this.#runner = new Runner();
    this.#preview = {};
    this.#recording.begin(demo);
    this.#said = '';
    this.#guess = null;
    this.#drafts = NO_DRAFTS;
    const kept = this.kept.get(demo.name);
    this.#ran = kept ?? null;
    if (kept) this.#runner.restore(kept.outcome, kept.right);
    this.#watch();
  }

  protected override updated(): void {
    const ripe = this.#ripe;
    this.#ripe = {};
    if (Object.keys(ripe).length > 0) this.#change(ripe);
  }

  override render(): TemplateResult | typeof nothing {
    const { demo } = this;
    if (demo === null || this.#outline === null) return nothing;
    const recorded = this.#recorded;
    const outline = recorded ? recordedOutline(demo) : (this.#ran?.outline ?? this.#outline);
    const state = this.#runner.state.value;
    const outcome = recorded ? (this.#recording.outcome ?? {}) : this.#runner.outcome.value;
    const refusal = this.refusal;
    return html`<article
      class="demo"
      data-testid="demo-${demo.name}"
      aria-labelledby="${demo.name}-title"
    >
      <header class="demo-head">
        <h1 id="${demo.name}-title" tabindex="-1">${t(demo.title)}</h1>
        <p class="lead">${t(demo.summary)}</p>
        <pp-terms .terms=${demo.terms} .base=${this.base} .carried=${this.carried}></pp-terms>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      ${refusal === null ? nothing : refused(demo, refusal)}
      <div class="bench">
        ${demoSettings({
          demo,
          state,
          values: this.values,
          facts: this.facts,
          drafts: this.#drafts,
          fixed: this.fixed,
          folded: this.folded,
          runnable: this.valid && refusal === null,
          address: this.#address,
          holds: (preset) => this.#holds(preset),
          run: this.#run,
          stop: this.stop,
          embed: this.#embed,
          toProgram: this.#toProgram,
          preset: (values) => this.#preset(values),
          typed: this.#controlTyped,
        })}
        <h2 class="visually-hidden">${t('results.heading')}</h2>
        <pp-results
          class="results"
          ?data-recorded=${recorded}
          style=${recorded ? `--recorded: '${t('recorded.tag')}'` : nothing}
          .demo=${demo}
          .outline=${outline}
          .outcome=${outcome}
          .preview=${recorded ? {} : this.#preview}
          .recorded=${recorded ? RECORDED_ON : null}
          .differing=${recorded ? differing(demo, this.values) : ''}
          .state=${state}
          .values=${this.values}
          .stale=${this.#stale(state)}
          .why=${recorded ? this.#recording.why : this.#why(demo, state)}
          .question=${demo.prediction?.ask(this.values, this.facts) ?? null}
          .said=${this.#said}
          .judgement=${this.#judgement(demo, state)}
          .runnable=${refusal === null}
          @control-changed=${this.#controlChanged}
          @predicted=${this.#predicted}
        ></pp-results>
        <pp-code
          .demo=${demo.name}
          .snippet=${demo.snippet}
          .code=${this.code}
          .engine=${this.engine}
          .facts=${this.facts}
          .values=${this.values}
          .base=${this.base}
          .readonly=${this.readonly}
        ></pp-code>
      </div>
    </article>`;
  }

  /** Why the demo cannot run on this page, or null where it can. */
  get refusal(): Refusal | null {
    return this.demo?.refusal?.(this.facts) ?? null;
  }

  /** What a finished run's figures come from. */
  #why(demo: Demo, state: RunState): Message[] {
    const ran = this.#ran;
    const whole = state.name === 'finished' || (state.name === 'stopped' && state.kept);
    if (!whole || ran === null || ran.cores === 0) return [];
    const { values, cores } = ran;
    return why(demo, { values, outcome: this.#runner.outcome.value, cores });
  }

  /** What the last run says to what was said before it. */
  #judgement(demo: Demo, state: RunState): Judgement | null {
    const [guess, ran] = [this.#guess, this.#ran];
    if (guess === null) return null;
    if (state.name === 'running') return judged(guess, undefined);
    if (state.name !== 'finished' || !state.right || ran === null) return null;
    const outcome = this.#runner.outcome.value;
    return judged(guess, demo.prediction?.tell({ values: ran.values, outcome }) ?? null);
  }

  readonly #predicted = ({ detail }: CustomEvent<string>): void => {
    this.#said = detail;
    this.requestUpdate();
  };

  /** Every control holds a value. */
  get valid(): boolean {
    return this.#drafts.size === 0;
  }

  /**
   * The values have come from an address: what was half typed makes room for them, also where they
   * are what they were.
   */
  discardDrafts(): void {
    this.#drafts = without(NO_DRAFTS, []);
    this.requestUpdate();
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

  /** The controls are set as a preset sets them. */
  #holds(preset: Values): boolean {
    const whole = wholeSetting(this.demo?.params ?? [], this.facts, preset);
    return Object.entries(whole).every(([name, value]) => this.values[name] === value);
  }

  /** Of all controls, so that it is the same wherever the reader was. */
  #preset(values: Values): void {
    this.#drafts = NO_DRAFTS;
    this.requestUpdate();
    const whole = wholeSetting(this.demo?.params ?? [], this.facts, values);
    const fixed = Object.entries(this.values).filter(([name]) => this.fixed.has(name));
    this.#change({ ...whole, ...Object.fromEntries(fixed) });
  }

  readonly #controlTyped = ({ detail }: CustomEvent<ControlText>): void => {
    const param = this.demo?.params.find(({ name }) => name === detail.name);
    if (param === undefined) return;
    const { drafts, value } = typed(this.#drafts, param, detail, this.facts, this.values);
    this.#drafts = drafts;
    this.requestUpdate();
    if (value !== null) this.#change({ [param.name]: value });
  };

  readonly #controlChanged = (event: CustomEvent<ControlChange>): void =>
    this.#change({ [event.detail.name]: event.detail.value });

  /**
   * On the click, which Enter in a control makes too: frames with a sandbox may not submit forms.
   */
  readonly #run = (event: Event): void => {
    event.preventDefault();
    this.run({ follow: true });
  };

  /**
   * As if Run had been pressed; where it cannot be pressed, nothing happens. Focus and view follow
   * the run only where the reader pressed: a frame that runs by itself takes neither from the page
   * around it.
   */
  run({ follow = false } = {}): void {
    const { demo, engine, values } = this;
    if (demo === null || engine === null || this.#runner.running || !this.valid) return;
    if (this.refusal !== null) return;
    const runner = this.#runner;
    this.#preview = {};
    const outline = demo.outline(values, this.facts);
    const before = this.#ran;
    this.#ran = { values, outline, cores: 0 };
    const question = demo.prediction?.ask(values, this.facts) ?? null;
    this.#guess = question === null || this.#said === '' ? null : { question, said: this.#said };
    this.#said = '';
    if (follow) this.#focus.to(`[data-testid="${demo.name}-stop"]`);
    this.#announce({ key: 'live.started', values: { demo: { key: demo.title } } });
    const wanted =
      demo.workersNeeded?.(values) ??
      (demo.params.some((param) => param.name === 'workers') ? numberOf(values, 'workers') : 1);
    const open = (): ReturnType<PageEngine['open']> => {
      if (demo.exactWorkers === true) return engine.exactly(wanted);
      // One that is still opening may turn out to be too small.
      return engine.ensure(
        engine.playground === null ? Math.max(wanted, this.facts.workers) : wanted,
      );
    };
    void runner.run(demo, values, open).then(() => {
      if (this.#runner !== runner) return;
      if (follow) this.#focus.to(`[data-testid="${demo.name}-run"]`);
      const state = runner.state.value;
      const cores = engine.playground?.environment.cores ?? 0;
      const outcome = runner.outcome.value;
      if (state.name === 'finished') {
        this.#ran = { values, outline, cores };
        this.kept.set(demo.name, { ...this.#ran, outcome, right: state.right });
      }
      // A run that shows no result leaves the settings' own outline on the page.
      else this.#ran = state.name === 'stopped' && state.kept ? before : null;
      if (state.name === 'failed' && state.failure.code === 'E_CLOSED') void engine.close();
      const end = endWords(demo, state, this.#judgement(demo, state));
      if (end !== null) this.#announce(end);
      const detail: RunEnd = { demo, values, outline, state, outcome };
      this.dispatchEvent(new CustomEvent('run-ended', { bubbles: true, detail }));
      this.requestUpdate();
      if (state.name === 'failed' && follow && document.hasFocus()) void this.#toFailure();
    });
    this.requestUpdate();
  }

  /**
   * Also when the page is left: its workers go, and a reader who comes back finds a demo that can
   * run.
   */
  readonly stop = (): void => this.#runner.stop();

  get running(): boolean {
    return this.#runner.running;
  }

  /** Where there is no room for it beside the settings. */
  readonly #toProgram = (): void => {
    const heading = this.querySelector<HTMLElement>('pp-code h3');
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };

  /** The code by which a page of somebody else's has this demo in it. */
  readonly #embed = (): void => {
    const { demo, values, facts, base } = this;
    if (demo === null) return;
    void loadEmbedCode().then((open) =>
      open(this, {
        demo: demo.name,
        title: demo.title,
        params: demo.params,
        values,
        facts,
        base,
      }),
    );
  };

  /** Of this experiment, with its settings. */
  readonly #address = (): string =>
    new URL(this.base + writeAddress(this.demo?.name ?? '', this.values), location.href).href;

  /** The reason is at the head of the results, which may have been scrolled away. */
  async #toFailure(): Promise<void> {
    await this.updateComplete;
    this.querySelector('pp-failure')?.scrollIntoView({ block: 'nearest' });
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
