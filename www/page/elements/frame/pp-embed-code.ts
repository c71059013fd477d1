/** The dialogue with the code by which a page of somebody else's has this demo in it. */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  fallbackOf,
  maxOf,
  type Facts,
  type Param,
  type Value,
  type Values,
} from '../../demos/params';
import { elementCode, frameCode, type Embedded } from '../../embedding/embed-code';
import '../../embedding/code-words/index';
import { LANGUAGES, language, t, type MessageKey } from '../../messages/index';
import { packed } from '../../programs/packed-text';
import { oneOf, THEMES } from '../../settings';
import { LightElement } from '../light-element';
import './pp-embed-code.css';

/** What is to be embedded. */
export interface ToEmbed {
  demo: string;
  title: MessageKey;
  params: readonly Param[];
  values: Values;
  facts: Facts;
  /** The page that the code leads to; empty for this one. */
  base: string;
  /** Of Python. */
  program?: { name: string; text: string; changed: boolean };
}

const SWITCHES = ['compact', 'autorun', 'readonly', 'locked'] as const;

export class PpEmbedCode extends LightElement {
  static readonly tag = 'pp-embed-code';

  @property({ attribute: false }) what: ToEmbed | null = null;
  @state() on: ReadonlySet<(typeof SWITCHES)[number]> = new Set();
  @state() frame = false;
  @state() spoken = '';
  @state() theme = 'auto';
  /** The program as it stands in an address; empty where it is too long. */
  @state() packed = '';

  protected override firstUpdated(): void {
    const dialog = this.querySelector('dialog');
    dialog?.showModal();
    const text = this.what?.program?.changed === true ? this.what.program.text : null;
    if (text !== null)
      packed(text).then(
        (code) => (this.packed = code),
        () => undefined,
      );
  }

  override render(): TemplateResult | typeof nothing {
    const { what } = this;
    if (what === null) return nothing;
    const code = this.#code(what);
    return html`<dialog
      class="embed-code"
      aria-labelledby="embed-code-title"
      data-testid="embed-code"
      @close=${() => this.remove()}
    >
      <h2 id="embed-code-title">${t('embedCode.title')}</h2>
      <p class="hint">${t('embedCode.lead')}</p>
      <div class="embed-choices">
        <label
          >${t('embedCode.as')}
          <select
            data-testid="embed-code-as"
            @change=${({ target }: Event) =>
              (this.frame = target instanceof HTMLSelectElement && target.value === 'frame')}
          >
            <option value="element">${t('embedCode.element')}</option>
            <option value="frame">${t('embedCode.frame')}</option>
          </select></label
        >
        ${this.#chosen('spoken', t('embedCode.language'), [
          ['', t('embedCode.readers')],
          ...LANGUAGES.map((of) => [of, t(`language.${of}`)] as const),
        ])}
        ${this.#chosen(
          'theme',
          t('embedCode.theme'),
          THEMES.map((of) => [of, t(`theme.${of}`)] as const),
        )}
        ${SWITCHES.map((name) => this.#switch(name))}
      </div>
      <pre
        tabindex="0"
        role="group"
        aria-label=${t('embedCode.code')}
        data-testid="embed-code-text"
        translate="no"
      ><code>${code}</code></pre>
      <div class="embed-buttons">
        <pp-copy name="embed-code-copy" .label=${t('embedCode.copy')} .text=${() => code}></pp-copy>
        <button
          type="button"
          class="quiet"
          data-testid="embed-code-close"
          @click=${() => this.querySelector('dialog')?.close()}
        >
          ${t('embedCode.close')}
        </button>
      </div>
      ${what.params.length === 0 ? nothing : this.#parameters(what)}
      <p class="hint">${t('embedCode.view')}</p>
    </dialog>`;
  }

  #chosen(
    name: 'spoken' | 'theme',
    label: string,
    options: readonly (readonly [string, string])[],
  ): TemplateResult {
    return html`<label
      >${label}
      <select
        data-testid="embed-code-${name}"
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this[name] = target.value;
        }}
      >
        ${options.map(
          ([value, words]) =>
            html`<option value=${value} .selected=${value === this[name]}>${words}</option>`,
        )}
      </select></label
    >`;
  }

  #switch(name: (typeof SWITCHES)[number]): TemplateResult {
    return html`<label
      ><input
        type="checkbox"
        data-testid="embed-code-${name}"
        .checked=${this.on.has(name)}
        @change=${() => {
          const on = new Set(this.on);
          if (!on.delete(name)) on.add(name);
          this.on = on;
        }}
      />${t(`embedCode.${name}`)}</label
    >`;
  }

  /** What a control can hold, and what it holds. */
  #parameters({ params, values, facts }: ToEmbed): TemplateResult {
    return html`<details data-testid="embed-code-parameters">
      <summary>${t('embedCode.parameters')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('embedCode.name')}</th>
            <th scope="col">${t('embedCode.value')}</th>
            <th scope="col">${t('embedCode.allowed')}</th>
          </tr>
        </thead>
        <tbody>
          ${params.map(
            (param) =>
              html`<tr>
                <th scope="row"><code>${param.name}</code></th>
                <td>${values[param.name]}</td>
                <td>${allowed(param, facts, values)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }

  #code(what: ToEmbed): string {
    const site = new URL(what.base === '' ? './' : what.base, location.href);
    const { program } = what;
    const spoken = oneOf(LANGUAGES, this.spoken);
    const attributes: Record<string, Value | true> = {
      ...changedOf(what),
      ...(program && !program.changed && { program: program.name }),
      ...(spoken && { lang: spoken }),
      ...(this.theme !== 'auto' && { theme: this.theme }),
    };
    for (const name of SWITCHES) if (this.on.has(name)) attributes[name] = true;
    const embedded: Embedded = {
      site: site.origin + site.pathname,
      demo: what.demo,
      title: t(what.title),
      language: spoken ?? language.value,
      attributes,
      program: program?.changed === true ? { text: program.text, code: this.packed } : null,
    };
    return this.frame ? frameCode(embedded) : elementCode(embedded);
  }
}

/** A default may be another one on the reader's machine, and is left to it. */
function changedOf({ params, values, facts }: ToEmbed): Values {
  return Object.fromEntries(
    params.flatMap((param) => {
      const value = values[param.name];
      return value === undefined || value === fallbackOf(param, facts) ? [] : [[param.name, value]];
    }),
  );
}

function allowed(param: Param, facts: Facts, values: Values): string {
  switch (param.kind) {
    case 'integer':
      return t('embedCode.range', { min: param.min, max: maxOf(param, facts, values) });
    case 'choice':
      return param.options.map(({ value }) => value).join(', ');
    case 'numbers':
      return t('embedCode.list', { length: param.length, max: param.max });
  }
}

/** Opens it; it takes itself away when it is closed, and focus goes back to where it was. */
export function openEmbedCode(at: Element, what: ToEmbed): void {
  if (!customElements.get(PpEmbedCode.tag)) customElements.define(PpEmbedCode.tag, PpEmbedCode);
  const code = new PpEmbedCode();
  code.what = what;
  at.append(code);
}
