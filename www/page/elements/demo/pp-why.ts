/** Why the figures of a run are what they are: a few sentences made of them. */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';

/** A part of what is missing from a gain, which was said before it. */
const PART = /^\d+%: /;

export class PpWhy extends LightElement {
  static readonly tag = 'pp-why';

  @property() demo = '';
  /** None before the first run, and where a run tells nothing. */
  @property({ attribute: false }) sentences: readonly Message[] = [];

  /** While a run is on its way the room stays that of the sentences before it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('sentences') ?? [];
    if (this.sentences.length > 0) this.style.minBlockSize = '';
    else if (before.length > 0) this.style.minBlockSize = `${this.offsetHeight}px`;
  }

  override render(): TemplateResult {
    const name = `${this.demo}-why`;
    return html`<section class="panel why" data-testid=${name} aria-labelledby="${name}-name">
      <h3 id="${name}-name">${t('why.heading')}</h3>
      ${
        this.sentences.length === 0
          ? html`<p class="muted">${t('why.pending')}</p>`
          : html`<ul>
              ${this.sentences.map((sentence) => {
                const words = say(sentence);
                return html`<li class=${PART.test(words) ? 'part' : ''}>${words}</li>`;
              })}
            </ul>`
      }
    </section>`;
  }
}
