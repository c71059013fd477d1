/** Where a program goes from here: the files to take along, and what to type then. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { t } from '../../messages/index';
import { WAYS, type Way } from '../../programs/further/drivers';
import '../../programs/further/words';
import { fileNameOf } from '../../programs/files';
import { MANNERS } from '../../programs/manners';
import { save } from '../../saving';
import { LightElement } from '../light-element';

export class PpFurther extends LightElement {
  static readonly tag = 'pp-further';

  /** With which test ids begin. */
  @property() name = '';
  /** What the program is called as a file. */
  @property() program = '';
  @property({ attribute: false }) text: () => string = () => '';

  override render(): TemplateResult {
    return html`<p>${t('further.lead')}</p>
      <dl class="ways">${WAYS.map((way) => this.#way(way))}</dl>
      <p class="hint">${t('further.limits')}</p>`;
  }

  #way({ name, title, is, driver, commands }: Way): TemplateResult {
    const program = fileNameOf(this.program);
    return html`<div data-testid="${this.name}-further-${name}">
      <dt>${title}</dt>
      <dd>
        <p>${t(is)}</p>
        <pre tabindex="0">${commands(program).join('\n')}</pre>
        <p class="tools">
          ${this.#file(`${name}-program`, t('further.program'), program, this.text)}
          ${
            driver === null
              ? nothing
              : this.#file(
                  `${name}-driver`,
                  t('further.driver', { system: title }),
                  driver.file,
                  () => driver.text,
                )
          }
        </p>
      </dd>
    </div>`;
  }

  #file(id: string, what: string, file: string, text: () => string): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      data-testid="${this.name}-further-${id}"
      title=${what}
      aria-label="${t('program.download')}: ${what}, ${file}"
      @click=${() => save(new Blob([text()], { type: MANNERS.python.type }), file)}
    >
      ↓ ${file}
    </button>`;
  }
}

if (!customElements.get(PpFurther.tag)) customElements.define(PpFurther.tag, PpFurther);
