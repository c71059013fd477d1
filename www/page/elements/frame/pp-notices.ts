/** What in the address could not be used, and what is used instead. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpNotices extends LightElement {
  static readonly tag = 'pp-notices';

  @property({ attribute: false }) notices: readonly Message[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.notices.length === 0) return nothing;
    return html`<section class="notice" data-testid="notice" aria-label=${t('notice.heading')}>
      <ul>
        ${this.notices.map((notice) => html`<li>${say(notice)}</li>`)}
      </ul>
    </section>`;
  }
}
