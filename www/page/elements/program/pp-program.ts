/**
 * The workbench of a program: its text, to be changed; Run and Stop; what its processes write; and
 * of Python's, when each of them did what.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { PythonProgram, StartMethod } from '../../../common/types';
import type { Dialect } from '../../demos/constants';
import { NO_FACTS, type Facts } from '../../demos/params';
import { failureOf } from '../../failure';
import { say, t } from '../../messages/index';
import { LEAVING, type PageEngine } from '../../page-engine';
import { couldLoad } from '../../parts';
import { JavaScriptRunner } from '../../programs/javascript/javascript-runner';
import { MANNERS, type Manner } from '../../programs/manners';
import { ProgramRunner } from '../../programs/program-runner';
import { ProgramText } from '../../programs/program-text';
import type { AnyRunner, ProgramState } from '../../programs/run-state';
import type { Mark } from '../../programs/tracebacks';
import { MAX_WORKERS } from '../../router/address';
import { acted } from '../../acted';
import { LightElement } from '../light-element';
import { PpEditor } from './pp-editor';
import { programBar } from './program-bar';
import { RunPicture } from './run-picture';
import { wordsOf } from './state-words';
import { textTools } from './text-tools';

/** A program with one of these may read from its standard input. */
const READS = /\binput\s*\(|\bstdin\b/;

export class PpProgram extends LightElement {
  static readonly tag = 'pp-program';

  /** With which test ids and ids in the document begin. */
  @property() name = '';
  /** What it is called in storage and as a file. */
  @property() program = '';
  @property() original = '';
  /** As long as it is there. */
  @property() dialect: Dialect = 'python';
  /** Any text of the program with the numbers of the controls. */
  @property({ attribute: false }) numbered: (text: string) => string = (text) => text;
  /** The text that an address brings, as it is written there. */
  @property({ attribute: false }) code: string | undefined;
  /** With what it begins in an address. */
  @property() codePrefix = '';
  @property({ attribute: false }) engine: PageEngine | null = null;
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  /** The address of the page with that program in it. */
  @property({ attribute: false }) addressOf: (code: string) => string = () => location.href;
  /** Shows the code by which another page has this text in it. */
  @property({ attribute: false }) embeds: ((text: string) => void) | null = null;
  /** Files beside the program. */
  @property({ attribute: false }) files: PythonProgram['files'];
  /** It can be read and run, and not changed. */
  @property({ attribute: false }) readonly = false;
  /** What the reader cannot choose of `workers` and `method`. */
  @property({ attribute: false }) fixed: ReadonlySet<string> = new Set();
  /** The editor is there from the beginning. */
  @property({ type: Boolean }) eager = false;

  @state() method: StartMethod = 'fork';
  @state() workers: number | null = null;
  @state() marks: readonly Mark[] = [];
  /** The line of the text that ran at which one looks, in the text or in the picture. */
  @state() line: number | null = null;
  /** The text that runs, or ran last. */
  @state() ran = '';
  @state() furtherMissing = false;
  readonly #text = new ProgramText(() => this.requestUpdate());
  #runner: AnyRunner = new ProgramRunner();
  #release: (() => void)[] = [];
  readonly #taken = new RunPicture(this);
  #focusNext: 'run' | 'stop' | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(LEAVING, this.#leave);
    this.#watch();
  }

  #watch(): void {
    for (const release of this.#release) release();
    this.#release = [this.#runner.state.subscribe(this.#stateChanged)];
  }

  get #manner(): Manner {
    return MANNERS[this.dialect];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(LEAVING, this.#leave);
    for (const release of this.#release) release();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dialect') && this.dialect === 'javascript') {
      this.#runner = new JavaScriptRunner();
      this.#watch();
    }
    if (changed.has('program')) this.#text.begin(this.#kept, this.original);
    else if (changed.has('original')) this.#text.follow(this.original);
    if (changed.has('code') && this.code !== undefined) void this.#text.fromAddress(this.code);
  }

  protected override firstUpdated(): void {
    // Who only reads needs no editor.
    if (this.eager) void acted.then(() => this.editor?.open());
  }

  protected override updated(): void {
    const next = this.#focusNext;
    if (next === null) return;
    this.#focusNext = null;
    const active = document.activeElement;
    const lost = active === null || active === document.body || active.matches(':disabled');
    if (!lost || !document.hasFocus()) return;
    this.querySelector<HTMLElement>(`[data-testid="${this.name}-program-${next}"]`)?.focus({
      preventScroll: true,
    });
  }

  /** Under what name the reader's text is kept: each language has its own. */
  get #kept(): string {
    return this.dialect === 'python' ? this.program : `${this.program}.js`;
  }

  get editor(): PpEditor | null {
    const editor = this.querySelector('pp-editor');
    return editor instanceof PpEditor ? editor : null;
  }

  /** Why there can be no run here; null where it can, or is not known yet. */
  get #unavailable(): boolean {
    if (this.dialect !== 'python') return false;
    const python = this.engine?.playground?.python;
    return python !== undefined && python.available !== null;
  }

  override render(): TemplateResult {
    const { name } = this;
    const { value: now } = this.#runner.state;
    return html`<div class="workbench" data-testid="${name}-program" data-dialect=${this.dialect}>
      ${programBar({
        name,
        dialect: this.dialect,
        manner: this.#manner,
        now,
        version: this.#runner.version,
        unavailable: this.#unavailable,
        runnable: this.engine !== null,
        method: this.method,
        workers: this.workers ?? this.facts.workers,
        fixed: this.fixed,
        run: this.#run,
        stop: () => this.stop(),
        toOutput: this.#toOutput,
        methodChosen: (method) => (this.method = method),
        workersTyped: this.#workersTyped,
      })}
      ${this.#notices()}
      <div class="workbench-panes">
        <div
          class="workbench-pane"
          @text-typed=${this.#typed}
          @line-entered=${this.#lineEntered}
          @editor-opened=${() => this.requestUpdate()}
        >
          ${textTools({
            name,
            program: this.program,
            manner: this.#manner,
            text: this.#text,
            addressOf: (code) => this.addressOf(this.codePrefix + code),
            edit: (this.editor?.mode ?? 'listing') === 'listing' ? this.#edit : null,
            readonly: this.readonly,
            opened: this.#opened,
            failed: (thrown, message) => this.#text.say(message, failureOf(thrown).code),
            embed: this.embeds === null ? null : () => this.embeds?.(this.#text.text),
            shared: this.#shared,
            announced: (words) => this.#announce(words),
          })}
          <pp-editor
            .name=${name}
            .dialect=${this.dialect}
            .readonly=${this.readonly}
            .text=${this.#text.text}
            .marks=${this.marks}
            .line=${this.#isRan ? this.line : null}
          ></pp-editor>
          <p class="hint kept" data-testid="${name}-program-kept">
            ${
              this.#text.kept === null
                ? nothing
                : t(this.#text.kept ? 'program.changed' : 'program.notKept')
            }
          </p>
          ${this.#numbers()}
        </div>
        <div class="workbench-pane" @line-chosen=${this.#lineChosen}>
          <div class="pane-head">
            <h4>${t('program.output')}</h4>
            ${this.#state(now)}
          </div>
          <pp-console
            .name=${name}
            .runner=${this.#runner}
            .state=${now}
            .reads=${this.dialect === 'python' && READS.test(this.ran)}
          ></pp-console>
        </div>
      </div>
      ${this.#picture()}${this.#further()}
    </div>`;
  }

  /** The way to one's own Python and to clusters, loaded when it is opened. */
  #further(): TemplateResult | typeof nothing {
    if (this.dialect !== 'python') return nothing;
    return html`<details
      class="further"
      data-testid="${this.name}-further"
      @toggle=${() => void this.#loadFurther()}
    >
      <summary>${t('further.title')}</summary>
      ${
        this.furtherMissing
          ? html`<p class="notice" role="status" data-testid="${this.name}-further-missing">
              ${t('further.failed')}
            </p>`
          : html`<pp-further
              .name=${this.name}
              .program=${this.program}
              .text=${() => this.#text.text}
            ></pp-further>`
      }
    </details>`;
  }

  async #loadFurther(): Promise<void> {
    this.furtherMissing = !(await couldLoad(() => import('./pp-further')));
  }

  #notices(): TemplateResult {
    const { notice } = this.#text;
    const { value: now } = this.#runner.state;
    return html`${
        notice === null
          ? nothing
          : html`<p
              class="notice"
              data-testid="${this.name}-program-notice"
              data-code=${notice.code ?? nothing}
            >
              ${notice.messages.map((message) => `${say(message)} `)}
              ${
                notice.back
                  ? html`<button
                      type="button"
                      class="quiet"
                      data-testid="${this.name}-program-mine"
                      @click=${() => this.#text.backToMine()}
                    >
                      ${t('program.mine')}
                    </button>`
                  : nothing
              }
            </p>`
      }<pp-failure
        .demo="${this.name}-program"
        .failure=${now.name === 'failed' ? now.failure : null}
      ></pp-failure>`;
  }

  /** The reader's text has other numbers than the controls: those can be had. */
  #numbers(): TemplateResult | typeof nothing {
    const { text } = this.#text;
    if (text === this.original) return nothing;
    const numbered = this.numbered(text);
    if (numbered === text) return nothing;
    return html`<p class="hint numbers" data-testid="${this.name}-program-numbers">
      ${t('program.otherNumbers')}
      <button
        type="button"
        class="quiet"
        data-testid="${this.name}-program-take"
        @click=${() => {
          this.#opened(numbered);
          this.#announce(t('program.live.numbers'));
        }}
      >
        ${t('program.takeNumbers')}
      </button>
    </p>`;
  }

  #state(now: ProgramState): TemplateResult {
    const ended = now.name === 'ended' ? now.result : null;
    return html`<p
      class="program-state"
      data-testid="${this.name}-program-state"
      data-state=${now.name}
      data-exit-code=${ended?.exitCode ?? nothing}
    >
      ${wordsOf(now, this.#manner)}
    </p>`;
  }

  #picture(): TemplateResult | typeof nothing {
    if (this.#taken.recorded === null) return nothing;
    const { line } = this;
    return html`<pp-program-picture
      .demo="${this.name}-program"
      .outline=${true}
      .data=${this.#taken.recorded}
      .line=${line}
      .lineText=${line === null ? null : (this.ran.split('\n')[line - 1]?.trim() ?? null)}
      @line-marked=${this.#lineMarked}
      @line-chosen=${this.#lineChosen}
    ></pp-program-picture>`;
  }

  /** The text is still the one that ran: its lines are those of the picture. */
  get #isRan(): boolean {
    return this.#text.text === this.ran;
  }

  /** What they are then. */
  readonly #workersTyped = (count: number): number => {
    if (count >= 1 && count <= MAX_WORKERS) this.workers = count;
    return this.workers ?? this.facts.workers;
  };

  readonly #run = (event: Event): void => {
    event.preventDefault();
    this.run();
  };

  /** As if Run had been pressed; where it cannot be pressed, nothing happens. */
  run(): void {
    const { engine } = this;
    if (engine === null || this.#runner.busy || this.#unavailable) return;
    this.marks = [];
    this.line = null;
    this.ran = this.#text.text;
    this.#focusNext = 'stop';
    this.#announce(t('program.live.started'));
    void this.editor?.open();
    const options = {
      startMethod: this.method,
      cpuCount: this.workers ?? this.facts.workers,
      ...(this.files && { files: this.files }),
    };
    const open = (): ReturnType<PageEngine['open']> => engine.open(this.facts.workers);
    void this.#runner.run(this.ran, open, options).then(() => this.#finished(engine));
  }

  stop(): void {
    this.#runner.stop();
  }

  get busy(): boolean {
    return this.#runner.busy;
  }

  /** Why there can be no run here, or null where it can; before the engine is there, too. */
  get unavailable(): boolean {
    return this.#unavailable;
  }

  readonly #stateChanged = (): void => {
    const { value: now } = this.#runner.state;
    if (now.name === 'stopped' && now.begun) this.#toRun(now);
    if (now.name === 'ended' || now.name === 'failed' || now.name === 'stopped') this.#tell(now);
    this.#taken.take(this.#runner, this.dialect === 'python');
  };

  /** A step later, when the runner knows of it too. */
  #tell(detail: ProgramState): void {
    queueMicrotask(() =>
      this.dispatchEvent(new CustomEvent('program-ended', { bubbles: true, detail })),
    );
  }

  readonly #toOutput = (): void => {
    const output = this.querySelector<HTMLElement>('.output');
    output?.closest('.workbench-pane')?.scrollIntoView();
    output?.focus({ preventScroll: true });
  };

  /** The reader goes on from Run. */
  #toRun(now: ProgramState): void {
    this.#focusNext = 'run';
    this.#announce(wordsOf(now, this.#manner));
  }

  #finished(engine: PageEngine): void {
    // The next one may have begun before this one had ended.
    if (this.#runner.busy) return;
    const { value: now } = this.#runner.state;
    // The marks are of the text that ran.
    if (this.#text.text === this.ran) this.marks = this.#runner.marks;
    if (now.name === 'failed' && now.failure.code === 'E_CLOSED') void engine.close();
    this.#toRun(now);
    this.requestUpdate();
  }

  #announce(detail: string): void {
    this.dispatchEvent(new CustomEvent('announced', { bubbles: true, detail }));
  }

  readonly #leave = (): void => this.#runner.end();

  readonly #edit = (): void => void this.editor?.edit();

  readonly #typed = ({ detail }: CustomEvent<string>): void => {
    this.marks = [];
    this.#text.typed(detail);
  };

  readonly #opened = (text: string): void => {
    this.marks = [];
    this.#text.typed(text);
  };

  readonly #shared = (code: string): void => {
    this.dispatchEvent(
      new CustomEvent('code-shared', { bubbles: true, detail: this.codePrefix + code }),
    );
  };

  /** A bar was chosen in the picture, or its line is none. */
  readonly #lineMarked = ({ detail }: CustomEvent<number | null>): void => {
    this.line = detail;
    void this.editor?.open();
  };

  /** The cursor has come to a line. */
  readonly #lineEntered = ({ detail }: CustomEvent<number>): void => {
    if (this.#taken.recorded !== null && this.#isRan) this.line = detail;
  };

  readonly #lineChosen = ({ detail }: CustomEvent<number>): void => {
    void this.editor?.goToLine(detail);
  };
}
