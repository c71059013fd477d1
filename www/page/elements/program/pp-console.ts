/**
 * What a program's processes do and write: each with its colour, its number and its exit code; and
 * the line that `input()` reads.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { TONES } from '../../charts/frame';
import { language, t } from '../../messages/index';
import type { AnyRunner, ProcessNow, ProgramState } from '../../programs/run-state';
import { LightElement } from '../light-element';
import { OutputLines } from './output-lines';

/** Output is drawn at most this often. */
const DRAW_EVERY_MS = 80;

/** So ends what is done, and what its program itself ends, as a pool its workers (SIGTERM). */
const isWell = (exitCode: number | null): boolean => exitCode === 0 || exitCode === -15;

export class PpConsole extends LightElement {
  static readonly tag = 'pp-console';

  @property() name = '';
  @property({ attribute: false }) runner: AnyRunner | null = null;
  @property({ attribute: false }) state: ProgramState = { name: 'idle' };
  /** The program may read what the reader writes. */
  @property({ attribute: false }) reads = false;
  #lines: OutputLines | null = null;
  #release: (() => void) | null = null;
  #timer = 0;
  #askedMs = 0;
  /** Longer where drawing takes long, so that most of the time is the program's. */
  #pauseMs = DRAW_EVERY_MS;
  #spoken = language.value;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
    this.#release = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('runner') && this.#release !== null) return;
    this.#release?.();
    this.#release = this.runner?.news.subscribe(() => this.#soon()) ?? null;
  }

  /** Many lines at once are drawn once. */
  #soon(): void {
    // Behind thousands of messages the timer itself would be late.
    if (performance.now() - this.#askedMs > 4 * this.#pauseMs) {
      this.#askedMs = performance.now();
      this.requestUpdate();
    }
    if (this.#timer !== 0) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#askedMs = performance.now();
      this.requestUpdate();
    }, this.#pauseMs);
  }

  protected override updated(): void {
    const startMs = performance.now();
    this.#draw();
    this.#pauseMs = Math.max(DRAW_EVERY_MS, 2 * (performance.now() - startMs));
  }

  #draw(): void {
    const place = this.querySelector<HTMLElement>('.output');
    const { runner } = this;
    if (place === null || runner === null) return;
    this.#lines ??= new OutputLines(place);
    if (this.#spoken !== language.value) this.#lines.renew();
    this.#spoken = language.value;
    const order = [...runner.processes.keys()];
    this.#lines.show(runner.log, {
      startMs: runner.startMs,
      toneOf: (pid) => Math.max(0, order.indexOf(pid)) % TONES,
      lineChosen: (line) =>
        this.dispatchEvent(new CustomEvent('line-chosen', { bubbles: true, detail: line })),
    });
  }

  override render(): TemplateResult | typeof nothing {
    const { runner, name } = this;
    if (runner === null) return nothing;
    const { log, processes } = runner;
    const empty = log.lines.length === 0;
    return html`${
        processes.size === 0
          ? nothing
          : html`<ul class="process-list" aria-label=${t('program.processes')}>
              ${[...processes.values()].map((it, index) => this.#process(it, index))}
            </ul>`
      }
      ${
        log.dropped > 0
          ? html`<p class="hint" data-testid="${name}-program-dropped">
              ${t('program.dropped', { n: log.dropped })}
            </p>`
          : nothing
      }
      <div class="output-room">
        <div
          class="output"
          tabindex="0"
          role="group"
          aria-label=${t('program.output')}
          translate="no"
          data-testid="${name}-program-output"
        ></div>
        ${
          empty
            ? html`<p class="output-empty">
                ${t(this.state.name === 'ended' ? 'program.outputNone' : 'program.outputEmpty')}
              </p>`
            : nothing
        }
      </div>
      ${this.state.name === 'running' && this.reads ? this.#input() : nothing}`;
  }

  #process({ pid, name, state, exitCode }: ProcessNow, index: number): TemplateResult {
    return html`<li
      data-testid="${this.name}-process-${pid}"
      data-state=${state}
      data-exit-code=${exitCode ?? nothing}
      class=${state === 'ended' && !isWell(exitCode) ? 'process-failed' : ''}
    >
      <span
        class="swatch"
        style="background: var(--tone-${index % TONES})"
        aria-hidden="true"
      ></span
      ><span translate="no">${t('program.row', { name, pid: String(pid) })}</span>
      <span class="process-state"
        >${t(`program.process.${state}`, { code: String(exitCode) })}</span
      >
    </li>`;
  }

  #input(): TemplateResult {
    const { name } = this;
    return html`<form class="program-input" @submit=${this.#send}>
      <label for="${name}-program-input">${t('program.input')}</label>
      <input
        id="${name}-program-input"
        data-testid="${name}-program-input"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-describedby="${name}-program-input-hint"
      />
      <button type="submit" class="quiet" data-testid="${name}-program-send" @click=${this.#send}>
        ${t('program.send')}
      </button>
      <p class="hint" id="${name}-program-input-hint">${t('program.inputHint')}</p>
    </form>`;
  }

  /** On the click, which Enter makes too: frames with a sandbox may not submit forms. */
  readonly #send = (event: Event): void => {
    event.preventDefault();
    if (event.type === 'submit') return;
    const field = this.querySelector<HTMLInputElement>('.program-input input');
    if (field === null) return;
    this.runner?.write(field.value);
    field.value = '';
    field.focus();
  };
}
