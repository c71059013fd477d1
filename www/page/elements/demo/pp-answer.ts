/**
 * The checked answer: right or wrong, and what was got and expected. That of a run that was
 * recorded elsewhere says so, and where that was; its state is no verdict on this machine.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Answer } from '../../demos/demo';
import { formatMoment, say, t } from '../../messages/index';
import type { RecordedOn } from '../../recorded/index';
import { LightElement } from '../light-element';

export class PpAnswer extends LightElement {
  static readonly tag = 'pp-answer';

  @property() demo = '';
  @property({ attribute: false }) answer: Answer | null = null;
  @property({ type: Boolean }) running = false;
  /** Where the run was recorded; null where it is the reader's. */
  @property({ attribute: false }) recorded: RecordedOn | null = null;
  /** The settings in which the recorded run differs from those now chosen. */
  @property() differing = '';
  /** A run of the reader's own can take its place. */
  @property({ type: Boolean }) runnable = true;

  override render(): TemplateResult {
    const { answer, recorded } = this;
    const verdict = answer?.state ?? 'pending';
    const state = recorded !== null && answer !== null ? 'recorded' : verdict;
    return html`<section
      class="answer answer-${state}"
      data-testid="${this.demo}-answer"
      data-state=${state}
    >
      <h3>
        ${t(recorded !== null ? 'recorded.answer' : answer === null ? 'answer.heading' : 'answer.own')}
      </h3>
      <p class="verdict">
        <span class="verdict-mark" aria-hidden="true"
          >${{ right: '✓', wrong: '✗', pending: '○' }[verdict]}</span
        >
        <strong
          >${t(this.running && answer === null ? 'answer.running' : `answer.${verdict}`)}</strong
        >
      </p>
      <p class="verdict-words">${answer ? say(answer.sentence) : t('answer.pendingHint')}</p>
      ${
        answer?.got === undefined
          ? nothing
          : html`<p class="list">
              ${answer.expected === undefined ? nothing : html`<span class="list-name">${t('answer.got')}</span>`}
              <code>${answer.got}</code>
            </p>`
      }
      ${
        answer?.expected === undefined
          ? nothing
          : html`<p class="list">
              <span class="list-name">${t('answer.expected')}</span> <code>${answer.expected}</code>
            </p>`
      }
      ${recorded === null ? nothing : this.#where(recorded)}
    </section>`;
  }

  #where({ atMs, browser, cores, mode }: RecordedOn): TemplateResult {
    return html`<p class="recorded-on" data-testid="${this.demo}-recorded">
      ${t('recorded.on', {
        when: formatMoment(atMs),
        browser,
        n: cores,
        tier: { key: `recorded.${mode}` },
      })}
      ${this.differing === '' ? nothing : t('recorded.settings', { settings: this.differing })}
      ${this.runnable ? t('recorded.own') : nothing}
    </p>`;
  }
}
