/** The overview: what this page is, and the chapter's sections, each with a card for each of its demos. */
import { html, svg, type TemplateResult } from 'lit';
import type { Demo, DemoName } from '../demos/demo';
import { DEMOS } from '../demos/registry';
import { t, type Message, type MessageKey } from '../messages/index';
import { writeAddress, type Carried } from '../router/address';
import { LightElement } from './light-element';

export class PpOverview extends LightElement {
  static override properties = { notices: { attribute: false }, carried: { attribute: false } };

  declare notices: readonly Message[];
  /** What every link keeps of the address: language and theme, where they stand in it. */
  declare carried: Carried;

  constructor() {
    super();
    this.notices = [];
    this.carried = {};
  }

  override render(): TemplateResult {
    return html`<header class="demo-head">
        <h1 tabindex="-1">${t('overview.title')}</h1>
        <p class="lead">${t('overview.lead')}</p>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      <p class="hint numbers">${t('overview.numbers')}</p>
      ${SECTIONS.map(
        ({ number, title, demos }) =>
          html`<section class="chapter" aria-labelledby="section-${number}">
            <h2 id="section-${number}"><span class="number">§${number}</span> ${t(title)}</h2>
            <ul class="cards">
              ${DEMOS.filter(({ name }) => demos.includes(name)).map((demo) => this.#card(demo))}
            </ul>
          </section>`,
      )}`;
  }

  #card(demo: Demo): TemplateResult {
    return html`<li class="card" data-testid="card-${demo.name}">
      ${SKETCHES[demo.name]}
      <h3>
        <a href=${writeAddress(demo.name, this.carried)} data-testid="open-${demo.name}"
          >${t(demo.title)}</a
        >
      </h3>
      <p>${t(demo.summary)}</p>
      <span class="card-more" aria-hidden="true">${t('overview.open')} →</span>
    </li>`;
  }
}

/** The chapter's sections, and the demos of their systems. */
const SECTIONS: readonly { number: string; title: MessageKey; demos: readonly DemoName[] }[] = [
  { number: '5.2.1', title: 'section.pools', demos: ['pools'] },
  { number: '5.2.2', title: 'section.data', demos: ['matmul', 'shared-memory'] },
  { number: '5.2.3', title: 'section.messages', demos: ['pipe', 'queue'] },
  { number: '5.2.4', title: 'section.sharing', demos: ['partitioning', 'scheduling'] },
];

const cell = (x: number, y: number, tone: number, width = 14): unknown =>
  svg`<rect x=${x} y=${y} width=${width} height="14" rx="2" fill="var(--tone-${tone})" />`;

/** What each demo is about, as a small picture; it claims no measurement. */
const SKETCHES: Record<DemoName, TemplateResult> = {
  pools: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${cell(8, 8, 0, 46)} ${cell(58, 8, 0, 30)} ${cell(92, 8, 0, 60)} ${cell(156, 8, 0, 38)}
    ${cell(8, 36, 1, 60)} ${cell(72, 36, 1, 34)} ${cell(110, 36, 1, 50)} ${cell(8, 64, 2, 36)}
    ${cell(48, 64, 2, 58)} ${cell(110, 64, 2, 40)}
  </svg>`,
  'shared-memory': html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${[0, 1, 2, 3].map((process) => cell(14 + process * 52, 8, process, 36))}
    ${[0, 1, 2, 3, 4, 5, 6, 7].map((place) => cell(8 + place * 26, 64, place % 2 === 0 ? place / 2 : 5, 22))}
    <path d="M32 24 19 62M84 24 71 62M136 24 123 62M188 24 175 62" />
  </svg>`,
  pipe: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${cell(8, 36, 0, 36)} ${cell(176, 36, 1, 36)} ${cell(90, 26, 2)} ${cell(116, 46, 2)}
    <path d="M50 33h120m-7-5 7 5-7 5M170 53H50m7-5-7 5 7 5" />
  </svg>`,
  matmul: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${[0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => cell(8 + column * 18, 8 + row * 18, row < 2 ? 0 : 1)))}
    <text x="92" y="49">×</text>
    ${[0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => cell(116 + column * 18, 8 + row * 18, 5)))}
  </svg>`,
  queue: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${cell(8, 36, 0, 34)}
    ${[0, 1, 2, 3].map((place) => cell(68 + place * 20, 36, place === 0 ? 5 : 2))}
    ${cell(170, 16, 1, 42)} ${cell(170, 56, 1, 42)}
    <path d="M46 43h16M150 43l14-16M150 43l14 16" />
  </svg>`,
  partitioning: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((item) => cell(8 + item * 23, 16, Math.floor(item / 3)))}
    ${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((item) => cell(8 + item * 23, 56, item % 3))}
  </svg>`,
  scheduling: html`<svg class="sketch" viewBox="0 0 220 86" aria-hidden="true">
    ${cell(8, 8, 0, 30)} ${cell(40, 8, 2, 74)} ${cell(116, 8, 1, 52)} ${cell(8, 36, 1, 52)}
    ${cell(62, 36, 0, 30)} ${cell(94, 36, 2, 74)} ${cell(8, 64, 2, 74)} ${cell(84, 64, 1, 52)}
    ${cell(138, 64, 0, 30)}
    <path d="M190 4v78" stroke-dasharray="5 4" />
  </svg>`,
};
