/**
 * The contents of the parts each strategy makes, side by side, with every part's share of the work.
 */
import { html, type TemplateResult } from 'lit';
import { toneOf } from '../../charts/frame';
import type { Parts, PartsData, PartsOutline } from '../../demos/figures';
import { formatNumber, t } from '../../messages/index';
import { FigureElement } from '../figure-element';

/** A part with more items than this shows its ends, and the rest on request. */
const SHOWN = 12;

export class PpParts extends FigureElement<PartsOutline, PartsData> {
  static readonly tag = 'pp-parts';

  override render(): TemplateResult {
    return html`<section
      class="panel"
      data-testid="${this.demo}-contents"
      aria-labelledby="${this.demo}-contents-name"
    >
      <h3 id="${this.demo}-contents-name">${t('parts.heading')}</h3>
      ${
        this.data === null
          ? html`<p class="muted">${t('parts.pending')}</p>`
          : html`<div class="side-by-side">
              ${this.data.strategies.map((one) => this.#strategy(one))}
            </div>`
      }
    </section>`;
  }

  #strategy({ strategy, parts, shares }: Parts): TemplateResult {
    const largest = Math.max(0, ...shares);
    return html`<div data-testid="${this.demo}-contents-${strategy}" data-parts=${parts.length}>
      <h4>
        ${t(`partitioning.${strategy}`)}
        <span class="muted">${t('parts.count', { n: parts.length })}</span>
      </h4>
      <div
        class="scroll scroll-tall"
        tabindex="0"
        role="group"
        aria-label=${t(`partitioning.${strategy}`)}
      >
        <table class="parts">
          <thead>
            <tr>
              <th scope="col" class="number">${t('parts.part')}</th>
              <th scope="col">${t('parts.items')}</th>
              <th scope="col" class="number">${t('parts.number')}</th>
              <th scope="col" class="number">${t('parts.share')}</th>
            </tr>
          </thead>
          <tbody>
            ${parts.map((part, index) => {
              const share = shares[index] ?? 0;
              return html`<tr>
                <th scope="row" class="number">${formatNumber(index + 1)}</th>
                <td>${items(part)}</td>
                <td class="number">${formatNumber(part.length)}</td>
                <td class="number share">
                  <span class="share-bar" aria-hidden="true"
                    ><span
                      style="inline-size: ${largest > 0 ? (share / largest) * 100 : 0}%; background: ${toneOf(index)}"
                    ></span
                  ></span>
                  ${t('run.percent', { percent: formatNumber(share * 100, parts.length > 20 ? 1 : 0) })}
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
    </div>`;
  }
}

function items(part: readonly number[]): TemplateResult | string {
  if (part.length === 0) return html`<span class="muted">${t('parts.none')}</span>`;
  if (part.length <= SHOWN) return html`<code>${part.join(', ')}</code>`;
  const ends = `${part.slice(0, 3).join(', ')}, …, ${part.slice(-2).join(', ')}`;
  return html`<details class="many">
    <summary title=${t('parts.more', { n: part.length })}><code>${ends}</code></summary>
    <code>${part.join(', ')}</code>
  </details>`;
}
