/** The checked answer: right or wrong, and what was got and expected. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Answer } from '../../demos/demo';
import { say, t } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpAnswer extends LightElement {
  static readonly tag = 'pp-answer';

  @property() demo = '';
  @property({ attribute: false }) answer: Answer | null = null;
  @property({ type: Boolean }) running = false;

  override render(): TemplateResult {
    const answer = this.answer;
    const state = answer?.state ?? 'pending';
    return html`<section
      class="answer answer-${state}"
      data-testid="${this.demo}-answer"
      data-state=${state}
    >
      <h3>${t('answer.heading')}</h3>
      <p class="verdict">
        <span class="verdict-mark" aria-hidden="true"
          >${{ right: '✓', wrong: '✗', pending: '○' }[state]}</span
        >
        <strong
          >${t(this.running && answer === null ? 'answer.running' : `answer.${state}`)}</strong
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
    </section>`;
  }
}
