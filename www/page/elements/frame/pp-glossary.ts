/** The glossary: what the terms of these pages mean, and which demos they are met in. */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DEMOS } from '../../demos/registry';
import { meaningOf, nameOf, TERMS } from '../../glossary';
import { t } from '../../messages/index';
import { writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';

export class PpGlossary extends LightElement {
  static readonly tag = 'pp-glossary';

  /** The term that the address asks for. */
  @property() term = '';
  /** What every link keeps of the address: language and theme, where they stand in it. */
  @property({ attribute: false }) carried: Carried = {};

  /** A reader who followed a term continues at its meaning. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('term')) return;
    const asked = this.querySelector<HTMLElement>('.asked');
    requestAnimationFrame(() => {
      asked?.focus({ preventScroll: true });
      asked?.scrollIntoView({ block: 'center' });
    });
  }

  override render(): TemplateResult {
    return html`<header class="demo-head">
        <h1 tabindex="-1">${t('glossary.title')}</h1>
        <p class="lead">${t('glossary.lead')}</p>
      </header>
      <dl class="glossary">
        ${TERMS.map((term) => {
          const asked = term === this.term;
          return html`<div
            id="term-${term}"
            class=${asked ? 'asked' : ''}
            tabindex="-1"
            data-testid="term-${term}"
          >
            <dt>${t(nameOf(term))}</dt>
            <dd>
              ${t(meaningOf(term))}
              <span class="seen">
                ${DEMOS.filter((demo) => demo.terms.includes(term)).map(
                  (demo) =>
                    html`<a href=${writeAddress(demo.name, this.carried)}
                      >${t(demo.shortTitle)}</a
                    >`,
                )}
              </span>
            </dd>
          </div>`;
        })}
      </dl>`;
  }
}
