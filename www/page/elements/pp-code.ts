/** The idea in Python, and the library call that does the same: side by side, to be read and copied. */
import { html, nothing, type TemplateResult } from 'lit';
import { t, type MessageKey } from '../messages/index';
import type { Snippet } from '../snippets/index';
import { LightElement } from './light-element';

type Dialect = keyof Snippet;

const DIALECTS: readonly { of: Dialect; label: MessageKey; comment: string }[] = [
  { of: 'python', label: 'code.python', comment: '#' },
  { of: 'javascript', label: 'code.javascript', comment: '//' },
];

export class PpCode extends LightElement {
  static override properties = {
    demo: {},
    snippet: { attribute: false },
    copied: { state: true },
  };

  declare demo: string;
  declare snippet: Snippet | null;
  /** What was copied last, or could not be. */
  declare copied: { of: Dialect; done: boolean } | null;

  constructor() {
    super();
    this.demo = '';
    this.snippet = null;
    this.copied = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { snippet, demo } = this;
    if (snippet === null) return nothing;
    return html`<section
      class="panel"
      data-testid="${demo}-code"
      aria-labelledby="${demo}-code-name"
    >
      <h3 id="${demo}-code-name">${t('code.heading')}</h3>
      <div class="listings">
        ${DIALECTS.map(({ of, label, comment }) => this.#listing(of, t(label), comment, snippet[of]))}
      </div>
      <p class="hint">${t('code.hint')}</p>
    </section>`;
  }

  #listing(of: Dialect, name: string, comment: string, text: string): TemplateResult {
    const copied = this.copied?.of === of ? this.copied : null;
    return html`<div class="listing">
      <div class="listing-head">
        <h4>${name}</h4>
        <button
          type="button"
          class="quiet"
          data-testid="${this.demo}-copy-${of}"
          aria-label=${t('code.copyWhat', { what: name })}
          @click=${() => void this.#copy(of, text)}
        >
          ${t(copied === null ? 'code.copy' : copied.done ? 'code.copied' : 'code.notCopied')}
        </button>
      </div>
      <pre
        class="listing-text"
        tabindex="0"
        role="group"
        aria-label=${name}
        lang="en"
        translate="no"
        data-testid="${this.demo}-listing-${of}"
      ><code>${lines(text, comment)}</code></pre>
    </div>`;
  }

  async #copy(of: Dialect, text: string): Promise<void> {
    // Refused where the page may not, as in some frames.
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    this.copied = { of, done };
    this.dispatchEvent(
      new CustomEvent('announced', {
        bubbles: true,
        detail: t(done ? 'code.copied' : 'code.notCopied'),
      }),
    );
  }
}

/** The text as it is, its comments set back. */
function lines(text: string, comment: string): (TemplateResult | string)[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line, index) => {
      const end = index === 0 ? '' : '\n';
      const at = line.search(new RegExp(`(^|\\s)${comment}(\\s|$)`));
      if (at < 0) return [end + line];
      return [end + line.slice(0, at), html`<span class="comment">${line.slice(at)}</span>`];
    });
}
