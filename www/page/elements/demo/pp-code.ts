/**
 * The idea in Python, and the library call that does the same: side by side, to be read and copied.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Snippet } from '../../demos/demo';
import { t, type MessageKey } from '../../messages/index';
import { LightElement } from '../light-element';

type Dialect = keyof Snippet;

const DIALECTS: readonly { of: Dialect; label: MessageKey; comment: string }[] = [
  { of: 'python', label: 'code.python', comment: '#' },
  { of: 'javascript', label: 'code.javascript', comment: '//' },
];

export class PpCode extends LightElement {
  static readonly tag = 'pp-code';

  @property() demo = '';
  @property({ attribute: false }) snippet: Snippet | null = null;

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
    return html`<div class="listing">
      <div class="listing-head">
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
      ><code>${lines(text, comment)}</code></pre>
    </div>`;
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
