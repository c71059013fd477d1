/** The buttons by which one looks closer at a large timeline, and back at the whole. */
import { html, type TemplateResult } from 'lit';
import { t, type MessageKey } from '../../messages/index';

const TOOLS = [
  { id: 'in', sign: '+', label: 'gantt.in' },
  { id: 'out', sign: '−', label: 'gantt.out' },
  { id: 'whole', sign: '↔', label: 'gantt.whole' },
] as const satisfies readonly { id: string; sign: string; label: MessageKey }[];

export function ganttTools(
  name: string,
  ready: boolean,
  acts: Record<(typeof TOOLS)[number]['id'], () => void>,
): TemplateResult {
  return html`<div class="gantt-tools" role="group" aria-label=${t('gantt.tools')}>
    ${TOOLS.map(
      ({ id, sign, label }) =>
        html`<button
          type="button"
          class="quiet"
          data-testid="${name}-${id}"
          aria-label=${t(label)}
          title=${t(label)}
          ?disabled=${!ready}
          @click=${acts[id]}
        >
          ${sign}
        </button>`,
    )}
  </div>`;
}
