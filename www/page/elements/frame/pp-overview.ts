/**
 * The overview: what this page is, and the chapter's sections, each with a card for each of its
 * demos.
 */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Demo } from '../../demos/demo';
import { DEMOS } from '../../demos/registry';
import { SECTIONS } from '../../demos/sections';
import type { Sketch } from '../../demos/sketch';
import { t, type Message } from '../../messages/index';
import { PYTHON, writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';

/** Lines of a program, and the processes that it starts. */
const PROGRAM: Sketch = {
  cells: [
    [6, 8, 5, 62],
    [22, 28, 5, 70],
    [22, 48, 5, 46],
    [6, 68, 5, 56],
    [136, 14, 0, 74],
    [136, 36, 1, 52],
    [136, 58, 2, 66],
  ],
  dashes: 'M100 35 L130 21 M100 35 L130 43 M100 35 L130 65',
};

export class PpOverview extends LightElement {
  static readonly tag = 'pp-overview';

  @property({ attribute: false }) notices: readonly Message[] = [];
  /** What every link keeps of the address: language and theme, where they stand in it. */
  @property({ attribute: false }) carried: Carried = {};

  override render(): TemplateResult {
    return html`<header class="demo-head">
        <h1 tabindex="-1">${t('overview.title')}</h1>
        <p class="lead">${t('overview.lead')}</p>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      <p class="hint numbers">${t('overview.numbers')}</p>
      ${SECTIONS.map(
        ({ id, number, title }) =>
          html`<section class="chapter" aria-labelledby="section-${number}">
            <h2 id="section-${number}"><span class="number">§${number}</span> ${t(title)}</h2>
            <ul class="cards">
              ${DEMOS.filter(({ section }) => section === id).map((demo) => this.#card(demo))}
            </ul>
          </section>`,
      )}
      <section class="chapter" aria-labelledby="section-python">
        <h2 id="section-python">${t('python.section')}</h2>
        <ul class="cards">
          ${this.#card({ name: PYTHON, title: 'python.title', summary: 'python.summary', sketch: PROGRAM })}
        </ul>
      </section>`;
  }

  #card({
    name,
    title,
    summary,
    sketch,
  }: Pick<Demo, 'name' | 'title' | 'summary' | 'sketch'>): TemplateResult {
    return html`<li class="card" data-testid="card-${name}">
      ${drawn(sketch)}
      <h3>
        <a href=${writeAddress(name, this.carried)} data-testid="open-${name}">${t(title)}</a>
      </h3>
      <p>${t(summary)}</p>
      <span class="card-more" aria-hidden="true">${t('overview.open')} →</span>
    </li>`;
  }
}

function drawn({ cells, lines, dashes, sign }: Sketch): TemplateResult {
  return html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${cells.map(
      ([x, y, tone, width]) =>
        svg`<rect x=${x} y=${y} width=${width} height="14" rx="2" fill="var(--tone-${tone})" />`,
    )}
    ${lines === undefined ? nothing : svg`<path d=${lines} />`}
    ${dashes === undefined ? nothing : svg`<path d=${dashes} stroke-dasharray="5 4" />`}
    ${sign === undefined ? nothing : svg`<text x=${sign.x} y=${sign.y}>${sign.text}</text>`}
  </svg>`;
}
