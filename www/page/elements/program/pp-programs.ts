/** The page for free programs: a workbench, and small programs to begin with. */
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { NO_FACTS, type Facts } from '../../demos/params';
import { commented, language, t, type Message } from '../../messages/index';
import type { PageEngine } from '../../page-engine';
import { STARTERS, starterOf } from '../../programs/starters';
import { PYTHON, shorten, writeAddress, type Address, type Carried } from '../../router/address';
import { loadEmbedCode } from '../frame/embed-code-loading';
import { LightElement } from '../light-element';

export class PpPrograms extends LightElement {
  static readonly tag = 'pp-programs';

  @property({ attribute: false }) address: Address = { demo: PYTHON, query: new Map() };
  @property({ attribute: false }) notices: readonly Message[] = [];
  @property({ attribute: false }) engine: PageEngine | null = null;
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  /** What every link keeps of the address. */
  @property({ attribute: false }) carried: Carried = {};

  override render(): TemplateResult {
    const asked = this.address.query.get('program');
    const starter = starterOf(asked);
    const original = commented(starter.text, '#', language.value);
    const notices = [...this.notices];
    if (asked !== undefined && asked !== starter.name) {
      const values = { name: shorten(asked), used: { key: starter.title } };
      notices.push({ key: 'program.unknownStarter', values });
    }
    return html`<header class="demo-head">
        <h1 tabindex="-1">${t('python.title')}</h1>
        <p class="lead">${t('program.lead')}</p>
      </header>
      <pp-notices .notices=${notices}></pp-notices>
      <nav class="starters" aria-label=${t('program.starters')}>
        <h2>${t('program.starters')}</h2>
        ${STARTERS.map(
          ({ name, title }) =>
            html`<a
              href=${writeAddress(PYTHON, { program: name, ...this.carried })}
              aria-current=${name === starter.name ? 'page' : 'false'}
              data-testid="starter-${name}"
              >${t(title)}</a
            >`,
        )}
      </nav>
      <h3 class="visually-hidden">${t('program.heading')}</h3>
      ${keyed(
        starter.name,
        html`<pp-program
          eager
          .name=${PYTHON}
          .program=${starter.name}
          .original=${original}
          .code=${this.address.query.get('code')}
          .engine=${this.engine}
          .facts=${this.facts}
          .addressOf=${(code: string) =>
            new URL(writeAddress(PYTHON, { program: starter.name, code }), location.href).href}
          .embeds=${(text: string) =>
            void loadEmbedCode().then((open) =>
              open(this, {
                demo: PYTHON,
                title: 'python.title',
                params: [],
                values: {},
                facts: this.facts,
                base: './',
                program: { name: starter.name, text, changed: text !== original },
              }),
            )}
        ></pp-program>`,
      )}`;
  }
}
