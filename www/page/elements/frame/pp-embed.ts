/**
 * One demo without the page around it, for a frame: the way to the whole page, and what the
 * embedding page is told.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EventName } from '../../../embed/protocol';
import { DEMOS } from '../../demos/registry';
import type { Values } from '../../demos/params';
import { plainResult } from '../../embed-result';
import type { PageEngine } from '../../page-engine';
import type { FailureCode } from '../../failure';
import { language, say, t, type Message } from '../../messages/index';
import { shorten, writeAddress, type Carried, type EmbedAddress } from '../../router/address';
import { theme } from '../../settings';
import { Watch } from '../../store';
import { readView, type View } from '../../view';
import { LightElement } from '../light-element';
import { PpDemo, type RunEnd } from '../demo/pp-demo';

/** What an address without a demo shows. */
const DEFAULT_DEMO = DEMOS.find(({ name }) => name === 'matmul') ?? DEMOS[0];

/** The detail of `demo-failed`. */
interface Failed {
  code: FailureCode;
  message: string;
}

export class PpEmbed extends LightElement {
  static readonly tag = 'pp-embed';

  @property({ attribute: false }) engine: PageEngine;
  @property({ attribute: false }) address: EmbedAddress;
  /** The frame may not start workers. */
  @property({ attribute: false }) sandboxed: boolean;
  @state() said = '';
  /** The frame's language and theme, for links to the page. */
  #looks: Carried = {};
  readonly #tell: (name: EventName, detail: unknown) => void;
  #view: View | null = null;
  /** Said where the address names a demo that there is not. */
  #unknown: Message | null = null;

  constructor(
    engine: PageEngine,
    address: EmbedAddress,
    sandboxed: boolean,
    tell: (name: EventName, detail: unknown) => void,
  ) {
    super();
    this.engine = engine;
    this.address = address;
    this.sandboxed = sandboxed;
    this.#tell = tell;
    new Watch(this, theme);
    new Watch(this, engine.state);
  }

  /** Tells that the demo is there and may run, or the reason why not. */
  begin(): void {
    const failure = this.#failure;
    if (failure) this.#tell('demo-failed', failure);
    else
      this.#tell('demo-ready', {
        demo: this.#view?.demo?.name,
        crossOriginIsolated,
        problems: this.#view?.notices.map(say) ?? [],
      });
  }

  /** Runs the demo once, unless a run is under way; one that cannot run has failed. */
  async run(): Promise<void> {
    await this.updateComplete;
    const demo = this.querySelector('pp-demo');
    if (demo instanceof PpDemo) await demo.updateComplete;
    const failure = this.#failure ?? (demo instanceof PpDemo ? obstacle(demo) : null);
    if (failure) this.#tell('demo-failed', failure);
    else if (demo instanceof PpDemo) demo.run();
  }

  /** Why there will be no run in this frame. */
  get #failure(): Failed | null {
    if (this.sandboxed) return { code: 'E_WORKER_LOAD', message: say({ key: 'embed.sandboxed' }) };
    return this.#unknown ? { code: 'E_ARGUMENT', message: say(this.#unknown) } : null;
  }

  protected override willUpdate(): void {
    const { demo: asked, query, autorun } = this.address;
    const name = asked.trim() === '' ? DEFAULT_DEMO.name : asked.trim();
    const view = readView({ demo: name, query }, this.engine, this.#view);
    const options = DEMOS.map((demo) => demo.name).join(', ');
    this.#unknown =
      view.demo === null
        ? { key: 'embed.unknownDemo', values: { name: shorten(asked), options } }
        : null;
    const notices: Message[] = [];
    if (this.sandboxed) notices.push({ key: 'embed.sandboxed' });
    if (autorun !== undefined && autorun !== '0' && autorun !== '1') {
      const problem: Message = { key: 'control.oneOf', values: { options: '0, 1' } };
      const values = { name: 'autorun', value: shorten(autorun), used: '0', problem };
      notices.push({ key: 'notice.badValue', values });
    }
    this.#view = { ...view, notices: [...notices, ...view.notices] };
    if (this.#looks['lang'] !== language.value || this.#looks['theme'] !== theme.value)
      this.#looks = { lang: language.value, theme: theme.value };
    if (view.demo) document.title = t(view.demo.title);
  }

  override render(): TemplateResult | typeof nothing {
    const view = this.#view;
    if (this.#unknown)
      return html`<main class="wrap embed">
        <pp-notices .notices=${[this.#unknown]}></pp-notices>
        ${this.#whole('', this.#looks)}
      </main>`;
    if (!view?.demo) return nothing;
    const { demo, values } = view;
    const whole = { ...values, ...this.#looks };
    return html`<main class="wrap embed">
        <pp-demo
          .demo=${demo}
          .values=${values}
          .facts=${view.facts}
          .notices=${view.notices}
          .engine=${this.engine}
          .base=${'./'}
          .recordings=${false}
          .carried=${this.#looks}
          @values-changed=${this.#valuesChanged}
          @run-ended=${this.#runEnded}
          @announced=${this.#announced}
        ></pp-demo>
        ${
          // The engine starts with the first run; until then there is nothing to say of it.
          this.engine.state.value.name === 'idle' || this.sandboxed
            ? nothing
            : html`<pp-badge
                .state=${this.engine.state.value}
                @retry-requested=${() => void this.engine.open().catch(() => undefined)}
              ></pp-badge>`
        }
        ${this.#whole(demo.name, whole)}
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.said}</div>`;
  }

  /** The way to the whole page. */
  #whole(demo: string, values: Values): TemplateResult {
    return html`<p class="embed-full">
      <a
        href="./${writeAddress(demo, values)}"
        target="_blank"
        rel="noopener"
        data-testid="embed-full"
        >${t('embed.full')} – ${t('app.name')}</a
      >
    </p>`;
  }

  readonly #valuesChanged = ({ detail }: CustomEvent<Values>): void => {
    const query = new Map(this.address.query);
    for (const [name, value] of Object.entries(detail)) query.set(name, String(value));
    this.address = { ...this.address, query };
  };

  readonly #runEnded = ({ detail }: CustomEvent<RunEnd>): void => {
    const { state } = detail;
    if (state.name === 'finished') this.#tell('demo-finished', plainResult(detail));
    if (state.name === 'failed')
      this.#tell('demo-failed', { code: state.failure.code, message: state.failure.detail });
    if (state.name === 'stopped')
      this.#tell('demo-failed', { code: 'E_CANCELLED', message: 'The run was stopped.' });
  };

  readonly #announced = ({ detail }: CustomEvent<string>): void => {
    this.said = detail;
  };
}

/** Why a demo cannot run as it stands. */
function obstacle({ refusal, valid }: PpDemo): Failed | null {
  if (refusal !== null)
    return { code: refusal.code, message: refusal.sentences.map(say).join(' ') };
  return valid ? null : { code: 'E_ARGUMENT', message: say({ key: 'embed.invalid' }) };
}
