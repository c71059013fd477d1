/** The page: header, tier, the overview or one demo, and the live region. It owns the address. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  CODE,
  PAGE_NAMES,
  parseAddress,
  PYTHON,
  readWorkers,
  shorten,
  writeAddress,
  type Address,
  type Carried,
} from '../../router/address';
import { DEMOS } from '../../demos/registry';
import type { Values } from '../../demos/params';
import type { KeptRuns } from '../../kept-runs';
import type { PageEngine } from '../../page-engine';
import { GLOSSARY } from '../../glossary';
import { LANGUAGES, language, t, type MessageKey } from '../../messages/index';
import { chooseLanguage, chooseTheme, oneOf, readSettings, theme, THEMES } from '../../settings';
import { Watch } from '../../store';
import { readView, type View } from '../../view';
import { loadContent } from '../content';
import { LightElement } from '../light-element';
import type { PpDemo, RunEnd } from '../demo/pp-demo';
import type { Past } from '../demo/past';

export class PpApp extends LightElement {
  static readonly tag = 'pp-app';

  @property({ attribute: false }) engine: PageEngine;
  @state() address: Address = parseAddress(location.hash);
  @state() said = '';
  /** False while only the frame around the content has been drawn. */
  @state() full = false;
  /** The elements of what is looked at could not be loaded. */
  @state() missing = false;
  #loaded: Promise<void> = Promise.resolve();
  #focusHeading = false;
  #spoken = language.value;
  /** Of all demos; null until the reader has done something. */
  #past: Past | null = null;
  #view: View | null = null;
  /** What a reader finds again who comes back to a demo: its settings, and its last run. */
  readonly #settings = new Map<string, Values>();
  readonly #kept: KeptRuns = new Map();

  constructor(engine: PageEngine) {
    super();
    this.engine = engine;
    new Watch(this, theme);
    new Watch(this, engine.state);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#moved);
    addEventListener('pageshow', this.#shown);
    this.addEventListener('announced', this.#announced);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
    removeEventListener('pageshow', this.#shown);
    this.removeEventListener('announced', this.#announced);
  }

  /** Draws the overview or the demo into the frame. */
  showContent(): void {
    this.full = true;
    requestAnimationFrame(() => this.#toCurrentLink());
  }

  /**
   * Opens the engine with the workers the address asks for, unless it is open. A failure is shown
   * by the badge.
   */
  async start(): Promise<void> {
    await this.engine.open(readWorkers(this.address) ?? undefined).catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('address')) this.#load();
    const view = readView(this.address, this.engine, this.#view);
    const { demo } = view;
    this.#view =
      demo === null && this.address.demo !== '' && !this.#glossary && !this.#python
        ? {
            ...view,
            notices: [
              { key: 'notice.unknownDemo', values: { name: shorten(this.address.demo) } },
              ...view.notices,
            ],
          }
        : view;
    const title = demo?.title ?? this.#ownTitle;
    // Known before the demo is drawn, so that what is above it does not move then.
    this.toggleAttribute('wide', demo !== null);
    document.title = title
      ? t('title.demo', { demo: t(title), app: t('app.name') })
      : t('app.name');
    this.#showPast();
  }

  protected override updated(_changed: PropertyValues): void {
    // In other words the menu is as wide as those are.
    if (this.#spoken !== language.value) this.#toCurrentLink();
    this.#spoken = language.value;
    if (!this.#focusHeading) return;
    this.#focusHeading = false;
    scrollTo(0, 0);
    this.#toCurrentLink();
    void this.#toHeading();
  }

  /** Rejects where it cannot be loaded; the next run tries again. */
  async loadPast(): Promise<Past> {
    const { Past } = await import('../demo/past');
    this.#past ??= new Past();
    this.requestUpdate();
    return this.#past;
  }

  #showPast(): void {
    if (this.#past === null) return;
    this.#past.element.demo = this.#view?.demo ?? null;
    this.#past.element.carried = this.#carried;
  }

  #load(): void {
    const { address } = this;
    const ended = (missing: boolean): void => {
      if (this.address.demo === address.demo) this.missing = missing;
    };
    this.#loaded = loadContent(address).then(
      () => ended(false),
      () => ended(true),
    );
  }

  /** A reader who followed a link continues at the heading of what it led to. */
  async #toHeading(): Promise<void> {
    await this.#loaded;
    await this.updateComplete;
    const content = this.querySelector('pp-demo, pp-overview, pp-glossary, pp-programs');
    if (content instanceof LitElement) await content.updateComplete;
    this.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }

  /** On a narrow page the menu scrolls: the demo one is at must be in sight. */
  #toCurrentLink(): void {
    const nav = this.querySelector('nav');
    const here = nav?.querySelector<HTMLElement>('[aria-current="page"]');
    if (nav && here) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - 16;
  }

  override render(): TemplateResult {
    const view = this.#view;
    const demo = view?.demo ?? null;
    return html`<a class="skip" href="#main" @click=${this.#skip}>${t('app.skip')}</a>
      <header class="top">
        <div class="top-row">
          <a class="brand" href=${writeAddress('', this.#carried)}>${mark} ${t('app.name')}</a>
          <nav aria-label=${t('nav.label')}>
            ${this.#link('', t('nav.overview'), demo === null && this.#ownTitle === null)}
            ${DEMOS.map((one) => this.#link(one.name, t(one.shortTitle), demo === one))}
            ${this.#link(PYTHON, t('nav.python'), this.#python)}
          </nav>
          <div class="choices">${this.#languageSwitch()} ${this.#themeSwitch()}</div>
        </div>
      </header>
      <pp-badge
        class="wrap"
        role="region"
        aria-label=${t('badge.label')}
        .state=${this.engine.state.value}
        @retry-requested=${() => void this.start()}
      ></pp-badge>
      <main id="main" class="wrap" tabindex="-1">${this.full ? this.#content() : nothing}</main>
      ${this.full ? this.#footer() : nothing}
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="live">
        ${this.said}
      </div>`;
  }

  #content(): TemplateResult | typeof nothing {
    const view = this.#view;
    if (view === null) return nothing;
    if (this.#glossary) {
      const term = this.address.query.get('term') ?? '';
      return html`<pp-glossary .term=${term} .carried=${this.#carried}></pp-glossary>`;
    }
    const title = view.demo?.title ?? (this.#python ? 'python.title' : null);
    if (this.missing && title !== null) return this.#notLoaded(title);
    if (this.#python) {
      return html`<pp-programs
        .address=${this.address}
        .notices=${view.notices}
        .facts=${view.facts}
        .engine=${this.engine}
        .carried=${this.#carried}
        @code-shared=${this.#codeShared}
      ></pp-programs>`;
    }
    if (view.demo === null) {
      return html`<pp-overview .notices=${view.notices} .carried=${this.#carried}></pp-overview>`;
    }
    return html`<pp-demo
        .demo=${view.demo}
        .values=${view.values}
        .facts=${view.facts}
        .notices=${view.notices}
        .engine=${this.engine}
        .carried=${view.carried}
        .kept=${this.#kept}
        .code=${this.address.query.get(CODE)}
        @code-shared=${this.#codeShared}
        @values-changed=${this.#valuesChanged}
        @run-ended=${this.#runEnded}
      ></pp-demo>
      ${this.#past?.element ?? html`<div class="past-room"></div>`}`;
  }

  #notLoaded(title: MessageKey): TemplateResult {
    return html`<h1 tabindex="-1">${t(title)}</h1>
      <p class="notice" data-testid="content-missing">
        ${t('content.missing')}
        <button type="button" class="quiet" @click=${() => this.#load()}>
          ${t('engine.retry')}
        </button>
      </p>`;
  }

  #footer(): TemplateResult {
    return html`<footer class="wrap foot">
      <p>${t('app.footer')}</p>
      <p>
        <a
          href=${writeAddress(GLOSSARY, this.#carried)}
          aria-current=${this.#glossary ? 'page' : 'false'}
          data-testid="nav-glossary"
          >${t('glossary.title')}</a
        >
      </p>
    </footer>`;
  }

  get #glossary(): boolean {
    return this.address.demo === GLOSSARY;
  }

  get #python(): boolean {
    return this.address.demo === PYTHON;
  }

  /** Of a page that is neither the overview nor a demo's. */
  get #ownTitle(): MessageKey | null {
    return this.#glossary ? 'glossary.title' : this.#python ? 'python.title' : null;
  }

  #link(name: string, label: string, here: boolean): TemplateResult {
    return html`<a
      href=${writeAddress(name, this.#carried)}
      aria-current=${here ? 'page' : 'false'}
      data-testid="nav-${name === '' ? 'overview' : name}"
      >${label}</a
    >`;
  }

  #languageSwitch(): TemplateResult {
    return html`<label>
      <span class="visually-hidden">${t('setting.language')}</span>
      <select
        data-testid="lang"
        @change=${(event: Event) => {
          const choice = oneOf(LANGUAGES, selected(event));
          if (choice) this.#choose('lang', choice, () => void chooseLanguage(choice));
        }}
      >
        ${LANGUAGES.map(
          (one) =>
            html`<option value=${one} lang=${one} .selected=${one === language.value}>
              ${t(`language.${one}`)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #themeSwitch(): TemplateResult {
    return html`<label>
      <span class="visually-hidden">${t('setting.theme')}</span>
      <select
        data-testid="theme"
        @change=${(event: Event) => {
          const choice = oneOf(THEMES, selected(event));
          if (choice) this.#choose('theme', choice, () => chooseTheme(choice));
        }}
      >
        ${THEMES.map(
          (one) =>
            html`<option value=${one} .selected=${one === theme.value}>
              ${t(`theme.${one}`)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  /** Settings of the page, where the address names them: links keep them. */
  get #carried(): Carried {
    return this.#view?.carried ?? {};
  }

  #choose(name: 'lang' | 'theme', value: string, choose: () => void): void {
    choose();
    // An address that names the setting would bring the old one back on the next visit.
    if (this.address.query.has(name)) {
      const query = Object.fromEntries(this.address.query);
      this.#rewrite(writeAddress(this.address.demo, { ...query, [name]: value }));
    }
  }

  /**
   * Changes the address in place: Back leaves the demo, and does not undo one keystroke after
   * another.
   */
  #rewrite(hash: string): void {
    try {
      history.replaceState(history.state, '', hash);
    } catch {
      // Browsers limit how often this may be called; the page goes on with the new values all the
      // same.
    }
    this.address = parseAddress(hash);
  }

  readonly #valuesChanged = (event: CustomEvent<Values>): void => {
    this.#rewrite(writeAddress(this.address.demo, { ...event.detail, ...this.#carried }));
  };

  /** The reader takes the address along: what is in it comes back by it. */
  readonly #codeShared = ({ detail }: CustomEvent<string>): void => {
    const query = Object.fromEntries(this.address.query);
    this.#rewrite(writeAddress(this.address.demo, { ...query, [CODE]: detail }));
  };

  readonly #runEnded = ({ detail }: CustomEvent<RunEnd>): void => {
    const { demo, values, outline, state, outcome } = detail;
    const playground = this.engine.playground;
    if (state.name !== 'finished' || !state.right || playground === null) return;
    const { mode, workers, environment } = playground;
    const { cores, clockResolutionMs } = environment;
    const machine = { mode, workers, cores, clockResolutionMs };
    const atMs = Date.now();
    this.loadPast()
      .then((past) => past.add(demo.name, values, outline, outcome, machine, atMs))
      .catch(() => undefined);
  };

  get #demo(): PpDemo | null {
    return this.querySelector<PpDemo>('pp-demo:defined');
  }

  readonly #moved = (): void => {
    const before = this.address.demo;
    const left = this.#view?.demo;
    if (left && this.#view) this.#settings.set(left.name, this.#view.values);
    this.address = parseAddress(location.hash);
    const settings = this.#settings.get(this.address.demo);
    // An address that names settings of the demo means those.
    const asked = [...this.address.query.keys()].some((name) => !this.#pages(name));
    if (settings && !asked && before !== this.address.demo)
      this.#rewrite(
        writeAddress(this.address.demo, { ...settings, ...Object.fromEntries(this.address.query) }),
      );
    void readSettings(this.address.query);
    this.#focusHeading = before !== this.address.demo;
    this.#demo?.discardDrafts();
  };

  /** A setting of the whole page, which links keep. */
  #pages(name: string): boolean {
    return PAGE_NAMES.some((one) => one === name);
  }

  /** The engine was closed when the page was left. */
  readonly #shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void this.start();
  };

  readonly #announced = (event: Event): void => {
    if (event instanceof CustomEvent && typeof event.detail === 'string') this.said = event.detail;
  };

  readonly #skip = (event: Event): void => {
    // The address belongs to the router: the jump is made by hand.
    event.preventDefault();
    this.querySelector<HTMLElement>('#main')?.focus();
  };
}

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect x="3" y="5" width="17" height="5" rx="1.5" fill="var(--tone-0)" />
  <rect x="8" y="13.5" width="21" height="5" rx="1.5" fill="var(--tone-1)" />
  <rect x="3" y="22" width="13" height="5" rx="1.5" fill="var(--tone-2)" />
</svg>`;

function selected(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : '';
}
