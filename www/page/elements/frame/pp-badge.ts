/**
 * The tier badge: threads or processes, the reasons in words, and what was measured of this
 * browser.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Environment, Playground } from '../../../common/types';
import type { EngineState } from '../../page-engine';
import { formatNumber, t } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpBadge extends LightElement {
  static readonly tag = 'pp-badge';

  @property({ attribute: false }) state: EngineState = { name: 'idle' };

  override render(): TemplateResult {
    switch (this.state.name) {
      case 'open':
        return this.#open(this.state.playground);
      case 'failed':
        return this.#failed(this.state.failure.code, this.state.failure.detail);
      case 'idle':
      case 'opening':
        return html`<div class=${crossOriginIsolated ? 'tier' : 'tier tier-long'}>
          <span class="badge badge-waiting" data-testid="badge" data-mode="" data-reasons="">
            ${t('badge.opening')}
          </span>
          <div class="tier-words">
            <p>${t('tier.opening')}</p>
            <pp-isolation></pp-isolation>
          </div>
        </div>`;
    }
  }

  #open(playground: Playground): TemplateResult {
    const { environment, mode, workers } = playground;
    const reasons = environment.reasonCodes;
    const words = [t(`tier.${mode}`), ...reasons.map((code) => t(`reason.${code}`))];
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
        <p>${words.join(' ')} <span class="tier-facts">${facts(environment, workers)}</span></p>
        <pp-isolation></pp-isolation>
      </div>
    </div>`;
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
