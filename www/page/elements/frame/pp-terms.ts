/** The terms that a demo is about, each a way to its meaning in the glossary. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { GLOSSARY, meaningOf, nameOf } from '../../glossary';
import { t, type Term } from '../../messages/index';
import { writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';

export class PpTerms extends LightElement {
  static readonly tag = 'pp-terms';

  @property({ attribute: false }) terms: readonly Term[] = [];
  /** The page that has the glossary; empty for this one. */
  @property() base = '';
  /** What every link keeps of the address. */
  @property({ attribute: false }) carried: Carried = {};

  override render(): TemplateResult {
    return html`<p class="terms">
      <span>${t('glossary.terms')}</span>
      ${this.terms.map(
        (term) =>
          html`<a
            href=${this.base + writeAddress(GLOSSARY, { ...this.carried, term })}
            target=${this.base === '' ? nothing : '_blank'}
            rel=${this.base === '' ? nothing : 'noopener'}
            title=${t(meaningOf(term))}
            >${t(nameOf(term))}</a
          >`,
      )}
    </p>`;
  }
}
