/**
 * The tier badge: threads or processes, the reasons in words, and what was measured of this
 * browser.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Environment, Playground } from '../../../common/types';
import type { EngineState } from '../../page-engine';
import { formatNumber, t } from '../../messages/index';
import { isolation } from '../../offline';
import { Watch } from '../../store';
import { LightElement } from '../light-element';

/** Where there is room for all that can be said about the tier; on a phone Run comes first. */
const ROOMY = '(min-width: 44rem)';

export class PpBadge extends LightElement {
  static readonly tag = 'pp-badge';

  @property({ attribute: false }) state: EngineState = { name: 'idle' };

  constructor() {
    super();
    new Watch(this, isolation);
  }

  override render(): TemplateResult {
    const opening = this.state.name === 'opening';
    switch (this.state.name) {
      case 'open':
        return this.#open(this.state.playground);
      case 'failed':
        return this.#failed(this.state.failure.code, this.state.failure.detail);
      case 'idle':
      case 'opening':
        return html`<div class=${crossOriginIsolated ? 'tier' : 'tier tier-long'}>
          <span class="badge badge-waiting" data-testid="badge" data-mode="" data-reasons="">
            ${t(opening ? 'badge.opening' : 'badge.idle')}
          </span>
          <div class="tier-words">
            <p>${t(opening ? 'tier.opening' : 'tier.idle')}</p>
            ${crossOriginIsolated ? this.#more([]) : this.#more([''])}
          </div>
        </div>`;
    }
  }

  #open(playground: Playground): TemplateResult {
    const { environment, mode, workers } = playground;
    const reasons = environment.reasonCodes;
    return html`<div class="tier">
      <span
        class="badge badge-${mode}"
        data-testid="badge"
        data-mode=${mode}
        data-reasons=${reasons.join(' ')}
        title=${t('badge.label')}
      >
        ${t(`badge.${mode}`)}
      </span>
      <div class="tier-words">
        <p>
          ${t(`tier.${mode}`)}
          <span class="tier-facts">${facts(environment, workers)}</span>
        </p>
        ${this.#more(reasons.map((code) => t(`reason.${code}`)))}
      </div>
    </div>`;
  }

  /** Why the tier is this one, and what the reader can do about it; nothing where all is there. */
  #more(reasons: readonly string[]): TemplateResult | typeof nothing {
    if (reasons.length === 0 && isolation.value.name === 'none') return nothing;
    return html`<details class="tier-more" ?open=${matchMedia(ROOMY).matches}>
      <summary data-testid="tier-more">${t('tier.more')}</summary>
      <p class="tier-reasons">${reasons.join(' ')}</p>
      <pp-isolation></pp-isolation>
    </details>`;
  }

  #failed(code: string, detail: string): TemplateResult {
    const reason =
      code === 'E_UNKNOWN' || code === 'E_CANCELLED' ? '' : t(`error.${code as 'E_WASM'}`);
    return html`<div class="tier tier-failed" role="alert">
      <span class="badge badge-failed" data-testid="badge" data-mode="failed" data-reasons=${code}>
        ${t('badge.failed')}
      </span>
      <div class="tier-words">
        <p data-testid="engine-error" data-code=${code}>${t('engine.failed', { reason })}</p>
        <button type="button" class="quiet" data-testid="engine-retry" @click=${this.#retry}>
          ${t('engine.retry')}
        </button>
        <pp-isolation></pp-isolation>
        ${
          detail === ''
            ? nothing
            : html`<details>
                <summary>${t('error.detail')}</summary>
                <pre lang="en">${detail}</pre>
              </details>`
        }
      </div>
    </div>`;
  }

  readonly #retry = (): void => {
    this.dispatchEvent(new CustomEvent('retry-requested', { bubbles: true }));
  };
}

function facts(environment: Environment, workers: number): string {
  return [
    t('fact.workers', { n: workers }),
    t('fact.cores', { n: environment.cores }),
    t(`fact.simd.${environment.simd}`),
    t('fact.clock', { ms: formatNumber(environment.clockResolutionMs) }),
  ].join(' · ');
}
