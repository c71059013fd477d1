/**
 * One question before a run, answered by the run. It may be left alone; what was said holds for one
 * run and is kept nowhere.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Question } from '../../demos/demo';
import { say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpPrediction extends LightElement {
  static readonly tag = 'pp-prediction';

  @property() demo = '';
  @property({ attribute: false }) question: Question | null = null;
  /** What is said now, for the next run; empty for nothing. */
  @property() said = '';
  /** The last run's, if there was one. */
  @property({ attribute: false }) verdict: Message | null = null;
  @property({ attribute: false }) right: boolean | null = null;
  @property({ type: Boolean }) locked = false;

  override render(): TemplateResult | typeof nothing {
    const { question, demo, verdict } = this;
    if (question === null) return nothing;
    return html`<section class="prediction" data-testid="${demo}-prediction">
      <fieldset ?disabled=${this.locked} aria-describedby="${demo}-prediction-hint">
        <legend>${say(question.sentence)}</legend>
        ${question.choices === null ? this.#number(question) : this.#choices(question)}
      </fieldset>
      <div class=${verdict ? 'prediction-below prediction-told' : 'prediction-below'}>
        <p class="hint" id="${demo}-prediction-hint">${t('predict.hint')}</p>
        <p
          class="prediction-verdict"
          data-testid="${demo}-verdict"
          data-right=${this.right === null ? nothing : String(this.right)}
        >
          ${verdict ? say(verdict) : nothing}
        </p>
      </div>
    </section>`;
  }

  #choices({ choices }: Question): TemplateResult {
    return html`<div class="prediction-choices">
      ${choices?.map(
        ({ id, label }) =>
          html`<label>
            <input
              type="radio"
              name="${this.demo}-prediction"
              value=${id}
              data-testid="${this.demo}-predict-${id}"
              .checked=${live(this.said === id)}
              @change=${() => this.#say(id)}
            />
            ${say(label)}
          </label>`,
      )}
    </div>`;
  }

  #number({ sentence }: Question): TemplateResult {
    return html`<input
      type="number"
      inputmode="decimal"
      min="0.01"
      max="1000"
      step="any"
      autocomplete="off"
      aria-label=${say(sentence)}
      data-testid="${this.demo}-predict"
      .value=${live(this.said)}
      @change=${(event: Event) => this.#typed(event)}
      @input=${(event: Event) => this.#typed(event)}
    />`;
  }

  /** What is no number yet is nothing said. */
  #typed({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.#say(Number(target.value) > 0 ? target.value : '');
  }

  #say(said: string): void {
    this.dispatchEvent(new CustomEvent('predicted', { bubbles: true, detail: said }));
  }
}
