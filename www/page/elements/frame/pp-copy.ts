/** A button that copies a text, and says whether it could. */
import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { copyText } from '../../copying';
import { t } from '../../messages/index';
import { LightElement } from '../light-element';

export class PpCopy extends LightElement {
  static readonly tag = 'pp-copy';

  /** The button's test id. */
  @property() name = '';
  @property() label = '';
  /** Its whole name, where the label alone would not say what is copied. */
  @property() what = '';
  @property({ attribute: false }) text: () => string = () => '';
  /** Whether the last copy was made; null before the first. */
  @state() copied: boolean | null = null;

  override render(): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      data-testid=${this.name}
      aria-label=${this.what === '' ? this.label : this.what}
      @click=${() => void this.#copy()}
    >
      ${this.copied === null ? this.label : outcome(this.copied)}
    </button>`;
  }

  async #copy(): Promise<void> {
    this.copied = await copyText(this.text());
    this.dispatchEvent(
      new CustomEvent('announced', { bubbles: true, detail: outcome(this.copied) }),
    );
  }
}

function outcome(copied: boolean): string {
  return t(copied ? 'code.copied' : 'code.notCopied');
}
