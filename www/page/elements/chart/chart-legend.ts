/** What the tones and signs of a chart stand for, above it. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { KeyEntry } from '../../charts/picture';

export function chartLegend(key: readonly KeyEntry[]): TemplateResult | typeof nothing {
  if (key.length === 0) return nothing;
  return html`<ul class="legend">
    ${key.map((entry) => html`<li>${signOf(entry)}${entry.label}</li>`)}
  </ul>`;
}

function signOf({ colour, sign = 'swatch' }: KeyEntry): TemplateResult {
  if (sign === 'swatch')
    return html`<span class="swatch" style="background: ${colour}" aria-hidden="true"></span>`;
  return html`<svg class="key" viewBox="0 0 24 12" aria-hidden="true">
    ${
      sign === 'dot'
        ? svg`<circle cx="12" cy="6" r="4.5" fill=${colour} />`
        : svg`<line x1="1" x2="23" y1="6" y2="6" stroke=${colour} stroke-width="2" stroke-linecap="round" stroke-dasharray=${sign === 'dashes' ? '2 5' : 'none'} />`
    }
  </svg>`;
}
