/**
 * Takes a chart along: as a picture in strokes or in pixels, and its twin as a table. Small, below
 * every chart.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { t, type MessageKey } from '../../messages/index';
import { csvOf, type Twin } from '../../twin';
import { LightElement } from '../light-element';

/** What can be taken along of a chart. */
export interface TakenPicture {
  title: string;
  /** An SVG that stands alone. */
  svg(): Promise<string>;
  twin(): Twin;
}

type Kind = 'svg' | 'png' | 'csv';
const KINDS: readonly { kind: Kind; label: MessageKey; is: MessageKey }[] = [
  { kind: 'svg', label: 'export.svg', is: 'picture.svg' },
  { kind: 'png', label: 'export.png', is: 'picture.png' },
  { kind: 'csv', label: 'export.csv', is: 'picture.csv' },
];

export class PpPictureExports extends LightElement {
  static readonly tag = 'pp-picture-exports';

  /** Of the files, and of what tests look for. */
  @property() name = '';
  /** Null while there is no chart. */
  @property({ attribute: false }) picture: TakenPicture | null = null;
  @state() busy = false;
  @state() failed = false;

  override render(): TemplateResult {
    const { picture } = this;
    const title = picture?.title ?? '';
    return html`<div
      class="picture-exports"
      role="group"
      aria-label=${t('picture.label', { what: title })}
      ?inert=${picture === null}
    >
      <span role="status">${this.failed ? t('picture.failed') : nothing}</span>
      <span aria-hidden="true">${t('picture.save')}</span>
      ${KINDS.map(
        ({ kind, label, is }) =>
          html`<button
            type="button"
            class="plain"
            aria-label=${t(is, { what: title })}
            data-testid="${this.name}-save-${kind}"
            ?disabled=${picture === null || this.busy}
            @click=${() => void this.#save(kind)}
          >
            ${t(label)}
          </button>`,
      )}
    </div>`;
  }

  async #save(kind: Kind): Promise<void> {
    const { picture } = this;
    if (picture === null || this.busy) return;
    this.busy = true;
    this.failed = false;
    try {
      const { savePicture, saveTable } = await import('../../picture-files');
      if (kind === 'csv') saveTable(csvOf(picture.twin()), this.name);
      else await savePicture(kind, await picture.svg(), this.name, this);
    } catch {
      // What it needs could not be loaded, or the picture is too large for this browser.
      this.failed = true;
    } finally {
      this.busy = false;
    }
  }
}
