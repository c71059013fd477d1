/** A program that is only shown: its text as it is, its comments set back. */
import { html, type TemplateResult } from 'lit';

export function listingLines(text: string, comment: string): (TemplateResult | string)[] {
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
