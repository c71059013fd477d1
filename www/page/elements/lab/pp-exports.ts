/**
 * Takes a timeline along: as a picture, as data, as a script, or the whole experiment as an
 * address.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Timeline } from '../../../common/types';
import { t, type MessageKey } from '../../messages/index';
import type { TextFormat } from '../../timeline-files';
import { LightElement } from '../light-element';
import { pictureWords } from './gantt-words';
import { inLookOf } from '../chart/look';

const FORMATS: readonly { id: TextFormat; label: MessageKey }[] = [
  { id: 'csv', label: 'export.csv' },
  { id: 'json', label: 'export.json' },
  { id: 'trace', label: 'export.trace' },
  { id: 'python', label: 'export.python' },
  { id: 'dask', label: 'export.dask' },
  { id: 'ray', label: 'export.ray' },
];

export class PpExports extends LightElement {
  static readonly tag = 'pp-exports';

  @property() name = '';
  /** The picture's name. */
  @property() heading = '';
  @property({ attribute: false }) timeline: Timeline | null = null;
  @state() busy = false;
  @state() failed = false;
  #abort = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#abort = new AbortController();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  override render(): TemplateResult {
    const button = (id: string, label: string, act: () => void): TemplateResult =>
      html`<button
        type="button"
        class="quiet"
        data-testid="${this.name}-${id}"
        ?disabled=${this.timeline === null || this.busy}
        @click=${act}
      >
        ${label}
      </button>`;
    return html`<div class="exports" role="group" aria-label=${t('export.label')}>
      <span class="exports-name">${t('export.label')}</span>
      ${button('svg', t('export.svg'), () => void this.#picture('svg'))}
      ${button('png', t('export.png'), () => void this.#picture('png'))}
      ${FORMATS.map(({ id, label }) => button(id, t(label), () => void this.#save(id)))}
      <span role="status">${this.failed ? t('picture.failed') : nothing}</span>
    </div>`;
  }

  get #file(): string {
    const { policy, workers } = this.timeline ?? { policy: { name: '' }, workers: 0 };
    return `scheduling-${policy.name}-${workers}`;
  }

  async #save(format: TextFormat): Promise<void> {
    await this.#occupied(async (timeline, signal) => {
      const { saveTimeline } = await import('../../timeline-files');
      await saveTimeline(format, timeline, this.#file, signal);
    });
  }

  async #picture(kind: 'svg' | 'png'): Promise<void> {
    await this.#occupied(async (timeline, signal) => {
      const { saveTimelinePicture } = await import('../../timeline-files');
      const options = {
        title: this.heading,
        description: t('gantt.description'),
        background: inLookOf(this, ({ colour }) => colour('surface')),
        words: pictureWords(),
      };
      await saveTimelinePicture(kind, timeline, options, this.#file, this, signal);
    });
  }

  /** Writing a large timeline takes a moment, in which nothing else is to be asked for. */
  async #occupied(
    write: (timeline: Timeline, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { timeline } = this;
    if (timeline === null || this.busy) return;
    this.busy = true;
    this.failed = false;
    try {
      await write(timeline, this.#abort.signal);
    } catch {
      // What it needs could not be loaded, or the picture is too large for this browser.
      this.failed = !this.#abort.signal.aborted;
    } finally {
      this.busy = false;
    }
  }
}
