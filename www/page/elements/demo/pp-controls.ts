/**
 * The controls of a demo, drawn from their description: labelled, bounded, and each with what is
 * wrong with its value.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { NO_DRAFTS, type Draft, type Drafts } from '../../demos/drafts';
import {
  maxOf,
  NO_FACTS,
  readValue,
  type ChoiceParam,
  type Facts,
  type IntegerParam,
  type NumbersParam,
  type Param,
  type Value,
  type Values,
} from '../../demos/params';
import { formatNumber, say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';

export interface ControlChange {
  name: string;
  value: Value;
}

/** The detail of `control-typed`: what stands in a field now. */
export interface ControlText extends Draft {
  name: string;
}

export class PpControls extends LightElement {
  static readonly tag = 'pp-controls';

  @property() demo = '';
  @property({ attribute: false }) params: readonly Param[] = [];
  @property({ attribute: false }) values: Values = {};
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  @property({ attribute: false }) drafts: Drafts = NO_DRAFTS;
  @property({ type: Boolean }) locked = false;
  /** Those that cannot be changed here. */
  @property({ attribute: false }) fixed: ReadonlySet<string> = new Set();

  override render(): TemplateResult {
    const idle = this.params.filter((param) => (param.idle?.(this.values) ?? null) !== null);
    const used = this.params.filter((param) => !idle.includes(param));
    return html`<fieldset class="controls" ?disabled=${this.locked}>
        <legend class="visually-hidden">${t('control.heading')}</legend>
        ${repeat(
          used,
          ({ name }) => name,
          (param) => this.#control(param),
        )}
      </fieldset>
      ${
        idle.length === 0
          ? nothing
          : html`<details class="idle-controls" data-testid="${this.demo}-idle">
              <summary>${t('control.idle', { n: idle.length })}</summary>
              <div class="controls">
                ${repeat(
                  idle,
                  ({ name }) => name,
                  (param) => this.#control(param),
                )}
              </div>
            </details>`
      }`;
  }

  #control(param: Param): TemplateResult {
    switch (param.kind) {
      case 'integer':
        return this.#integer(param);
      case 'choice':
        return this.#choice(param);
      case 'numbers':
        return this.#numbers(param);
    }
  }

  #numbers(param: NumbersParam): TemplateResult {
    const id = `${this.demo}-${param.name}`;
    const draft = this.drafts.get(param.name);
    const problem = this.#problem(param);
    const idle = param.idle?.(this.values) ?? null;
    const hint = idle ? t(idle) : t('control.numbers', { length: param.length, max: param.max });
    return html`<div class="control control-wide">
      <label for=${id}>${t(param.label)}</label>
      <input
        id=${id}
        data-testid=${id}
        type="text"
        autocomplete="off"
        spellcheck="false"
        required
        ?disabled=${idle !== null || this.fixed.has(param.name)}
        .value=${live(draft?.text ?? String(this.values[param.name] ?? ''))}
        aria-invalid=${problem === null ? 'false' : 'true'}
        aria-describedby="${id}-hint"
        @change=${(event: Event) => this.#typed(param, event, true)}
      />
      <p id="${id}-hint" class=${problem === null ? 'hint' : 'hint hint-wrong'}>
        ${problem === null ? hint : say(problem)}
      </p>
    </div>`;
  }

  #integer(param: IntegerParam): TemplateResult {
    const id = `${this.demo}-${param.name}`;
    const draft = this.drafts.get(param.name);
    const max = maxOf(param, this.facts, this.values);
    const problem = this.#problem(param);
    const idle = param.idle?.(this.values) ?? null;
    const range = [
      t('control.range', { min: formatNumber(param.min), max: formatNumber(max) }),
      ...(param.hint ? [t(param.hint)] : []),
    ].join(' · ');
    const hint = idle ? t(idle) : range;
    return html`<div class="control">
      <label for=${id}>${t(param.label)}</label>
      <input
        id=${id}
        data-testid=${id}
        type="number"
        inputmode="numeric"
        autocomplete="off"
        min=${param.min}
        max=${max}
        step="1"
        required
        ?disabled=${idle !== null || this.fixed.has(param.name)}
        .value=${live(draft?.text ?? String(this.values[param.name] ?? ''))}
        aria-invalid=${problem === null ? 'false' : 'true'}
        aria-describedby="${id}-hint"
        @input=${(event: InputEvent) => this.#typed(param, event, false)}
        @change=${(event: Event) => this.#typed(param, event, true)}
      />
      <p id="${id}-hint" class=${problem === null ? 'hint' : 'hint hint-wrong'}>
        ${problem === null ? hint : say(problem)}
      </p>
    </div>`;
  }

  #choice(param: ChoiceParam): TemplateResult {
    const id = `${this.demo}-${param.name}`;
    const refusals = param.options.map(
      (option) => param.refusal?.(option.value, this.facts) ?? null,
    );
    const idle = param.idle?.(this.values) ?? null;
    const hint = idle ? t(idle) : this.#choiceHint(param, refusals);
    return html`<div class="control">
      <label for=${id}>${t(param.label)}</label>
      <select
        id=${id}
        data-testid=${id}
        aria-describedby=${hint === '' ? nothing : `${id}-hint`}
        ?disabled=${idle !== null || this.fixed.has(param.name)}
        .value=${live(String(this.values[param.name] ?? ''))}
        @change=${(event: Event) => this.#typed(param, event, true)}
      >
        ${param.options.map(
          (option, index) =>
            html`<option
              value=${option.value}
              ?disabled=${refusals[index] !== null}
              ?selected=${option.value === this.values[param.name]}
            >
              ${t(option.label)}
            </option>`,
        )}
      </select>
      ${hint === '' ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`}
    </div>`;
  }

  /** Why an option cannot be chosen; else what the chosen one is; else what the control is for. */
  #choiceHint(param: ChoiceParam, refusals: readonly (Message | null)[]): string {
    const refusal = refusals.find((one) => one !== null);
    if (refusal) return say(refusal);
    const chosen = param.options.find((option) => option.value === this.values[param.name]);
    const hint = chosen?.hint ?? param.hint;
    return hint ? t(hint) : '';
  }

  /** What is wrong with what stands in the field, once the reader has left it. */
  #problem(param: Param): Message | null {
    const draft = this.drafts.get(param.name);
    if (draft?.left !== true) return null;
    const reading = readValue(param, draft.text, this.facts, this.values);
    return 'problem' in reading ? reading.problem : null;
  }

  #typed(param: Param, event: Event, left: boolean): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    const detail: ControlText = { name: param.name, text: field.value, left };
    this.dispatchEvent(new CustomEvent('control-typed', { bubbles: true, detail }));
    // Where nothing has come of it the field shows again what it held.
    this.requestUpdate();
  }
}
