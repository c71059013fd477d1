/**
 * The overview: what this page is, and the chapter's sections, each with a card for each of its
 * demos.
 */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TONES } from '../../charts/frame';
import type { Demo } from '../../demos/demo';
import { DEMOS } from '../../demos/registry';
import { SECTIONS } from '../../demos/sections';
import type { Sketch } from '../../demos/sketch';
import { formatMoment, say, t, type Message } from '../../messages/index';
import { loadSketches, RECORDED_ON } from '../../recorded/index';
import { PYTHON, writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';

/** Lines of a program, and the processes that it starts. */
const PROGRAM: Sketch = {
  cells: [
    [6, 8, 5, 62, 14],
    [22, 28, 5, 70, 14],
    [22, 48, 5, 46, 14],
    [6, 68, 5, 56, 14],
    [136, 14, 0, 74, 14],
    [136, 36, 1, 52, 14],
    [136, 58, 2, 66, 14],
  ],
  dashes: 'M100 35 L130 21 M100 35 L130 43 M100 35 L130 65',
};

/** Its room is kept. */
const EMPTY: Sketch = { cells: [] };

export class PpOverview extends LightElement {
  static readonly tag = 'pp-overview';

  @property({ attribute: false }) notices: readonly Message[] = [];
  /** What every link keeps of the address: language and theme, where they stand in it. */
  @property({ attribute: false }) carried: Carried = {};
  /** By the demo's name; empty until they are there. */
  @state() sketches: Readonly<Record<string, Sketch>> = {};

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadSketches();
  }

  /** The overview is whole without them. */
  async #loadSketches(): Promise<void> {
    this.sketches = await loadSketches().catch(() => ({}));
  }

  override render(): TemplateResult {
    return html`<header class="demo-head">
        <h1 tabindex="-1">${t('overview.title')}</h1>
        <p class="lead">${t('overview.lead')}</p>
        <p class="overview-own">
          <a href=${writeAddress(PYTHON, this.carried)} data-testid="overview-python"
            >${t('overview.own')} →</a
          >
        </p>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      <p class="hint numbers">
        ${t('overview.numbers')}
        ${t('overview.pictures', { when: formatMoment(RECORDED_ON.atMs), browser: RECORDED_ON.browser, n: RECORDED_ON.cores })}
      </p>
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
          ${this.#card({ name: PYTHON, title: 'python.title', summary: 'python.summary' }, PROGRAM)}
        </ul>
      </section>`;
  }

  #card(
    { name, title, summary }: Pick<Demo, 'name' | 'title' | 'summary'>,
    sketch: Sketch = this.sketches[name] ?? EMPTY,
  ): TemplateResult {
    return html`<li class="card" data-testid="card-${name}">
      ${drawn(sketch)}
      <h3>
        <a href=${writeAddress(name, this.carried)} data-testid="open-${name}">${t(title)}</a>
      </h3>
      <p>${t(summary)}</p>
      <span class="card-more" aria-hidden="true"
        >${t(name === PYTHON ? 'overview.own' : 'overview.open')} →</span
      >
    </li>`;
  }
}

function drawn({ cells, dashes, alt }: Sketch): TemplateResult {
  return html`<svg
    class="sketch"
    viewBox="0 0 220 86"
    role=${alt ? 'img' : nothing}
    aria-label=${alt ? say(alt) : nothing}
    aria-hidden=${alt ? nothing : 'true'}
  >
    ${cells.map(
      ([x, y, tone, width, height]) =>
        svg`<rect x=${x} y=${y} width=${width} height=${height} rx=${Math.min(2, width / 3)} fill="var(--tone-${tone % TONES})" />`,
    )}
    ${dashes === undefined ? nothing : svg`<path d=${dashes} stroke-dasharray="5 4" />`}
  </svg>`;
}
