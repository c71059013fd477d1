/**
 * The reader's choice to let the service worker isolate the page, with its price; nothing where
 * there is none to be made.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../messages/index';
import { changeIsolation, isolation } from '../../offline';
import { Watch } from '../../store';
import { LightElement } from '../light-element';

export class PpIsolation extends LightElement {
  static readonly tag = 'pp-isolation';

  constructor() {
    super();
    new Watch(this, isolation);
  }

  override render(): TemplateResult | typeof nothing {
    const { name, change } = isolation.value;
    if (name === 'none') return nothing;
    const on = name !== 'offered';
    const sentence = {
      offered: t('isolation.price'),
      on: t('isolation.on'),
      ineffective: t('isolation.ineffective'),
    }[name];
    return html`<div class="isolation" data-testid="isolation" data-state=${name}>
      <p>${sentence}</p>
      <button
        type="button"
        class="quiet"
        data-testid="isolation-change"
        ?disabled=${change === 'waiting'}
        @click=${() => void changeIsolation(!on)}
      >
        ${t(on ? 'isolation.turnOff' : 'isolation.turnOn')}
      </button>
      <p role="status" data-testid="isolation-change-state">
        ${
          change === 'none'
            ? nothing
            : t(change === 'waiting' ? 'isolation.waiting' : 'isolation.failed')
        }
      </p>
    </div>`;
  }
}
