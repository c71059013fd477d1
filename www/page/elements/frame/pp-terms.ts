/**
 * The terms that a demo is about. Each opens its meaning where the reader is, with a way to the
 * glossary; the browser closes it by Escape or a press elsewhere and gives the focus back.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { GLOSSARY, meaningOf, nameOf } from '../../glossary';
import { t, type Term } from '../../messages/index';
import { writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';

/** Between a term and its meaning, and between that and the window's edges. */
const GAP_PX = 6;

export class PpTerms extends LightElement {
  static readonly tag = 'pp-terms';

  @property({ attribute: false }) terms: readonly Term[] = [];
  /** The page that has the glossary; empty for this one. */
  @property() base = '';
  /** What every link keeps of the address. */
  @property({ attribute: false }) carried: Carried = {};

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('resize', this.#placeOpen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('resize', this.#placeOpen);
  }

  /** Of other terms nothing is open. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('terms')) this.querySelector<HTMLElement>(':popover-open')?.hidePopover();
  }

  override render(): TemplateResult {
    return html`<div class="terms">
      <span>${t('glossary.terms')}</span>
      ${this.terms.map((term) => this.#term(term))}
    </div>`;
  }

  #term(term: Term): TemplateResult {
    const id = `meaning-${term}`;
    const name = t(nameOf(term));
    return html`<button
        type="button"
        class="term"
        popovertarget=${id}
        aria-describedby="${id}-words"
        data-testid="${id}-open"
      >
        ${name}
      </button>
      <div
        popover
        class="meaning"
        id=${id}
        role="group"
        aria-label=${name}
        data-testid=${id}
        @toggle=${this.#placeOpen}
      >
        <p id="${id}-words">${t(meaningOf(term))}</p>
        <a
          href=${this.base + writeAddress(GLOSSARY, { ...this.carried, term })}
          target=${this.base === '' ? nothing : '_blank'}
          rel=${this.base === '' ? nothing : 'noopener'}
          >${t('glossary.title')}</a
        >
      </div>`;
  }

  /** Below its term, or above it where there is no room; never beyond the window's edges. */
  readonly #placeOpen = (): void => {
    const meaning = this.querySelector<HTMLElement>('.meaning:popover-open');
    const term = meaning?.previousElementSibling;
    if (!meaning || !term) return;
    const { left, top, bottom } = term.getBoundingClientRect();
    // The body is as wide as what is seen: the root's width may hold a scroll bar's room.
    const { clientWidth } = document.body;
    const { clientHeight } = document.documentElement;
    const { offsetWidth, offsetHeight } = meaning;
    const x = Math.max(GAP_PX, Math.min(left, clientWidth - offsetWidth - GAP_PX));
    const above = top - offsetHeight - GAP_PX;
    const below = bottom + GAP_PX;
    const fits = below + offsetHeight <= clientHeight || above < 0;
    const y = Math.max(
      GAP_PX,
      Math.min(fits ? below : above, clientHeight - offsetHeight - GAP_PX),
    );
    // It scrolls with the page.
    meaning.style.left = `${x + scrollX}px`;
    meaning.style.top = `${y + scrollY}px`;
  };
}
