/**
 * Why a run failed: the sentence of its code, and the library's own message on request.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Failure } from '../../failure';
import { t } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpFailure extends LightElement {
  static readonly tag = 'pp-failure';

  @property() demo = '';
  @property({ attribute: false }) failure: Failure | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    const { code, detail } = this.failure;
    return html`<section class="failure" data-testid="${this.demo}-error" data-code=${code}>
      <h3>${t('error.heading')}</h3>
      <p>${t(`error.${code}`)} <code>${code}</code></p>
      <details>
        <summary>${t('error.detail')}</summary>
        <pre lang="en">${detail}</pre>
      </details>
    </section>`;
  }
}
