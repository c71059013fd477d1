/** Takes a timeline along: as a picture, as data, as a script, or the whole experiment as an address. */
import { html, type TemplateResult } from 'lit';
import {
  csvPieces,
  daskPieces,
  jsonPieces,
  pythonPieces,
  rayPieces,
  tracePieces,
} from '../../lib/exports/index';
import { svgInPieces } from '../../lib/exports/svg';
import type { Timeline } from '../../lib/types';
import { t, type MessageKey } from '../messages/index';
import { fileOf, pngOf, save } from '../saving';
import { throughInSlices } from '../slices';
import { LightElement } from './light-element';

interface Export {
  id: string;
  label: MessageKey;
  /** What follows the file's name. */
  ending: string;
  type: string;
  pieces: (timeline: Timeline) => Iterator<string>;
}

const EXPORTS: readonly Export[] = [
  { id: 'csv', label: 'export.csv', ending: '.csv', type: 'text/csv', pieces: csvPieces },
  {
    id: 'json',
    label: 'export.json',
    ending: '.json',
    type: 'application/json',
    pieces: jsonPieces,
  },
  {
    id: 'trace',
    label: 'export.trace',
    ending: '.trace.json',
    type: 'application/json',
    pieces: tracePieces,
  },
  {
    id: 'python',
    label: 'export.python',
    ending: '.py',
    type: 'text/x-python',
    pieces: pythonPieces,
  },
  {
    id: 'dask',
    label: 'export.dask',
    ending: '-dask.py',
    type: 'text/x-python',
    pieces: daskPieces,
  },
  { id: 'ray', label: 'export.ray', ending: '-ray.py', type: 'text/x-python', pieces: rayPieces },
];

export class PpExports extends LightElement {
  static override properties = {
    name: {},
    heading: {},
    timeline: { attribute: false },
    busy: { state: true },
  };

  declare name: string;
  /** The picture's name. */
  declare heading: string;
  declare timeline: Timeline | null;
  declare busy: boolean;
  #abort = new AbortController();

  constructor() {
    super();
    this.name = '';
    this.heading = '';
    this.timeline = null;
    this.busy = false;
  }

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
      ${EXPORTS.map((one) => button(one.id, t(one.label), () => void this.#save(one)))}
    </div>`;
  }

  get #file(): string {
    const { policy, workers } = this.timeline ?? { policy: { name: '' }, workers: 0 };
    return `scheduling-${policy.name}-${workers}`;
  }

  async #save({ pieces, ending, type }: Export): Promise<void> {
    await this.#occupied(async (timeline, signal) => {
      save(await fileOf(pieces(timeline), type, signal), this.#file + ending);
    });
  }

  async #picture(kind: 'svg' | 'png'): Promise<void> {
    await this.#occupied(async (timeline, signal) => {
      const options = { title: this.heading, description: t('gantt.description') };
      const svg = await throughInSlices(svgInPieces(timeline, options), signal);
      const blob = new Blob([svg], { type: 'image/svg+xml' });
      save(kind === 'svg' ? blob : await pngOf(blob, this), `${this.#file}.${kind}`);
    });
  }

  /** Writing a large timeline takes a moment, in which nothing else is to be asked for. */
  async #occupied(
    write: (timeline: Timeline, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { timeline } = this;
    if (timeline === null || this.busy) return;
    this.busy = true;
    try {
      await write(timeline, this.#abort.signal);
    } catch (thrown) {
      if (!this.#abort.signal.aborted) throw thrown;
    } finally {
      this.busy = false;
    }
  }
}
