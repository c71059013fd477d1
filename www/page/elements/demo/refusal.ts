/** What stands above a demo that cannot run on this page. */
import { html, type TemplateResult } from 'lit';
import type { Demo, Refusal } from '../../demos/demo';
import { say } from '../../messages/index';

/** Why there can be no run on this page, and what to do about it. */
export function refused(demo: Demo, { code, sentences, sample }: Refusal): TemplateResult {
  return html`<section class="notice refusal" data-testid="${demo.name}-refusal" data-code=${code}>
    ${sentences.map((sentence) => html`<p>${say(sentence)}</p>`)}
    <pp-isolation></pp-isolation>
    <pre tabindex="0" lang="en" translate="no">${sample}</pre>
  </section>`;
}
