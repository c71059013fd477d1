/** A button that copies a text, and says whether it could. */
import { html, type TemplateResult } from 'lit';
import { copyText } from '../copying';
import { t } from '../messages/index';
import { LightElement } from './light-element';

export class PpCopy extends LightElement {
  static override properties = {
    name: {},
    label: {},
    what: {},
    text: { attribute: false },
    copied: { state: true },
  };

  /** The button's test id. */
  declare name: string;
  declare label: string;
  /** Its whole name, where the label alone would not say what is copied. */
  declare what: string;
  declare text: () => string;
  /** Whether the last copy was made; null before the first. */
  declare copied: boolean | null;

  constructor() {
    super();
    this.name = '';
    this.label = '';
    this.what = '';
    this.text = () => '';
    this.copied = null;
  }

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
