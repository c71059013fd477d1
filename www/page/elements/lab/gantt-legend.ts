/** What the tones and signs of a large timeline stand for. */
import { html, nothing, type TemplateResult } from 'lit';
import { toneOf } from '../../charts/frame';
import type { Kind } from '../../../lib/picture/kinds';
import { formatSignificant, t } from '../../messages/index';

export function ganttLegend(kinds: readonly Kind[], predicted: boolean): TemplateResult {
  return html`<ul class="legend">
    ${kinds.map(({ leastMs, mostMs }, kind) => sign('', kindText(leastMs, mostMs), toneOf(kind)))}
    ${sign('swatch-idle', t('gantt.idle'))} ${sign('swatch-chunk', t('gantt.chunk'))}
    ${sign('swatch-bound', t('gantt.bound'))}
    ${predicted ? sign('swatch-predicted', t('gantt.predicted')) : nothing}
  </ul>`;
}

function sign(name: string, words: string, tone?: string): TemplateResult {
  const style = tone === undefined ? nothing : `background: ${tone}`;
  return html`<li>
    <span class="swatch ${name}" style=${style} aria-hidden="true"></span>${words}
  </li>`;
}

function kindText(leastMs: number, mostMs: number): string {
  return leastMs === mostMs
    ? t('gantt.kind', { ms: formatSignificant(mostMs) })
    : t('gantt.kindRange', {
        least: formatSignificant(leastMs),
        most: formatSignificant(mostMs),
      });
}
