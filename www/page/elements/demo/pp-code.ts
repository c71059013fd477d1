/**
 * The idea in Python, and the library call that does the same in JavaScript: programs to be changed
 * and run. The workbench is loaded when the reader comes near it; until then the program can be
 * read.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { withConstants, type Dialect } from '../../demos/constants';
import type { Snippet } from '../../demos/demo';
import { NO_FACTS, type Facts, type Values } from '../../demos/params';
import { loadedTexts, loadTexts, type Texts } from '../../demos/texts';
import { commented, language, t, type MessageKey } from '../../messages/index';
import type { PageEngine } from '../../page-engine';
import { CODE, writeAddress } from '../../router/address';
import { acted } from '../../acted';
import { LightElement } from '../light-element';
import { listingLines } from './listing';

interface Listing {
  label: MessageKey;
  /** What can be done with it, where that is more than the button says; and what a run needs. */
  what: MessageKey | null;
  first: MessageKey;
  comment: '#' | '//';
  /** What the test ids of its workbench have behind the demo's name. */
  name: string;
  /** How such a program begins in an address: no packed text has a point. */
  code: string;
}

const DIALECTS = ['python', 'javascript'] as const satisfies Dialect[];
const LISTINGS: Readonly<Record<Dialect, Listing>> = {
  python: {
    label: 'code.python',
    what: 'code.openWhat',
    first: 'program.firstUse',
    comment: '#',
    name: '',
    code: '',
  },
  javascript: {
    label: 'code.javascript',
    what: null,
    first: 'program.ownWorker',
    comment: '//',
    name: '-js',
    code: 'js.',
  },
};

const dialectOf = (code: string): Dialect =>
  code.startsWith(LISTINGS.javascript.code) ? 'javascript' : 'python';

export class PpCode extends LightElement {
  static readonly tag = 'pp-code';

  @property() demo = '';
  @property({ attribute: false }) snippet: Snippet | null = null;
  /** A program that the address brings, as it is written there. */
  @property({ attribute: false }) code: string | undefined;
  @property({ attribute: false }) engine: PageEngine | null = null;
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  /** The settings of the demo, which stand in the address too. */
  @property({ attribute: false }) values: Values = {};
  /** The page that links lead to; empty for this one. */
  @property() base = '';
  /** The programs can be read and run, and not changed. */
  @property({ attribute: false }) readonly = false;
  /** The workbench has been loaded. */
  @state() ready = false;
  /** It could not be loaded. */
  @state() unopened = false;
  @state() dialect: Dialect = 'python';
  /** The languages whose workbench has been asked for. */
  @state() used: ReadonlySet<Dialect> = new Set<Dialect>(['python']);
  /** Of this demo; null until they are there. */
  @state() texts: Texts | null = null;
  /** They could not be loaded. */
  @state() missing = false;
  #observer: IntersectionObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void acted.then(() => this.#observe());
  }

  #observe(): void {
    if (this.ready || this.#observer !== null || !this.isConnected) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#load();
      },
      { rootMargin: '300px' },
    );
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('demo')) void this.#loadTexts();
    // A program that came with a link is what the reader came for.
    if (changed.has('code') && this.code !== undefined) {
      void this.#load();
      this.#choose(dialectOf(this.code));
    }
  }

  async #loadTexts(): Promise<void> {
    const { demo } = this;
    // Those that came with the page are there at once: nothing moves.
    this.texts = loadedTexts(demo);
    this.missing = false;
    if (this.texts !== null) return;
    const texts = await loadTexts(demo).catch(() => null);
    if (demo !== this.demo) return;
    this.texts = texts;
    this.missing = texts === null;
  }

  async #load(): Promise<void> {
    this.#observer?.disconnect();
    try {
      await import('../program/index');
      this.ready = true;
    } catch {
      // The program can be read and copied all the same.
      this.unopened = true;
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { snippet, demo, texts } = this;
    if (snippet === null) return nothing;
    return html`<section
      class="panel code"
      data-testid="${demo}-code"
      aria-labelledby="${demo}-code-name"
    >
      <h3 id="${demo}-code-name" tabindex="-1">${t('code.heading')}</h3>
      <div class="dialects presets" role="group" aria-label=${t('code.languages')}>
        ${DIALECTS.map(
          (of) =>
            html`<button
              type="button"
              aria-pressed=${of === this.dialect ? 'true' : 'false'}
              data-testid="${demo}-dialect-${of}"
              @click=${() => this.#choose(of)}
            >
              ${t(LISTINGS[of].label)}
            </button>`,
        )}
      </div>
      ${
        texts === null
          ? this.#without()
          : this.ready
            ? DIALECTS.filter((of) => this.used.has(of)).map((of) =>
                this.#workbench(snippet, of, texts[of]),
              )
            : this.#listing(this.dialect, snippet, texts[this.dialect])
      }
      <p class="hint">${t('code.hint')}</p>
      ${this.#pitfalls(snippet)}
    </section>`;
  }

  #without(): TemplateResult | typeof nothing {
    if (!this.missing) return nothing;
    return html`<p class="notice" data-testid="${this.demo}-code-missing">
      ${t('content.missing')}
      <button type="button" class="quiet" @click=${() => void this.#loadTexts()}>
        ${t('engine.retry')}
      </button>
    </p>`;
  }

  #pitfalls({ pitfalls = [] }: Snippet): TemplateResult | typeof nothing {
    if (pitfalls.length === 0) return nothing;
    return html`<details class="pitfalls" data-testid="${this.demo}-pitfalls">
      <summary>${t('code.pitfalls')}</summary>
      ${pitfalls.map((key) => html`<p>${t(key)}</p>`)}
    </details>`;
  }

  #choose(of: Dialect): void {
    this.dialect = of;
    this.used = new Set([...this.used, of]);
  }

  /** The program with the numbers of the controls. */
  #numbered({ constants }: Snippet, of: Dialect, text: string): string {
    return withConstants(text, constants, this.values, of);
  }

  /** The original, with the controls' numbers and comments in the page's language. */
  #withNumbers(snippet: Snippet, of: Dialect, text: string): string {
    const { comment } = LISTINGS[of];
    return commented(this.#numbered(snippet, of, text), comment, language.value);
  }

  /** Each has its own, which keeps what it has written while the other one is looked at. */
  #workbench(snippet: Snippet, of: Dialect, text: string): unknown {
    const { demo } = this;
    const { name, code: prefix } = LISTINGS[of];
    return html`<div ?hidden=${of !== this.dialect}>
      ${keyed(
        demo,
        html`<pp-program
          .name=${demo + name}
          .program=${demo}
          .dialect=${of}
          .original=${this.#withNumbers(snippet, of, text)}
          .numbered=${(text: string) => this.#numbered(snippet, of, text)}
          .code=${this.#codeFor(of)}
          .codePrefix=${prefix}
          .engine=${this.engine}
          .facts=${this.facts}
          .addressOf=${this.#addressOf}
          .readonly=${this.readonly}
        ></pp-program>`,
      )}
    </div>`;
  }

  /** The program of the address, where it is one of that language. */
  #codeFor(of: Dialect): string | undefined {
    const { code } = this;
    if (code === undefined || dialectOf(code) !== of) return undefined;
    return code.slice(LISTINGS[of].code.length);
  }

  readonly #addressOf = (code: string): string =>
    new URL(this.base + writeAddress(this.demo, { ...this.values, [CODE]: code }), location.href)
      .href;

  #listing(of: Dialect, snippet: Snippet, original: string): TemplateResult {
    const { label, comment, what, first } = LISTINGS[of];
    const name = t(label);
    const text = this.#withNumbers(snippet, of, original);
    return html`<div class="listing" data-dialect=${of}>
      <div class="workbench-bar">
        <button
          type="button"
          class="primary"
          data-testid="${this.demo}-open-editor"
          @click=${() => void this.#load()}
        >
          ${t('code.open')}
        </button>
        ${what === null ? nothing : html`<p class="hint">${t(what)}</p>`}
      </div>
      ${
        this.unopened
          ? html`<p class="notice" role="status" data-testid="${this.demo}-workbench-missing">
              ${t('content.missing')}
            </p>`
          : nothing
      }
      <p class="hint workbench-loading">${t(first)}</p>
      <div class="pane-head">
        <h4>${name}</h4>
        <pp-copy
          .name="${this.demo}-copy-${of}"
          .label=${t('code.copy')}
          .what=${t('code.copyWhat', { what: name })}
          .text=${() => text}
        ></pp-copy>
      </div>
      <pre
        class="listing-text"
        tabindex="0"
        role="group"
        aria-label=${name}
        lang="en"
        translate="no"
        data-testid="${this.demo}-listing-${of}"
      ><code>${listingLines(text, comment)}</code></pre>
    </div>`;
  }
}
