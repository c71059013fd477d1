/**
 * Plays a timeline back: play and pause, the next event, the pace, a slider over the whole, and in
 * words what is going on. It tells each moment by an event, `moment-changed`. Where the reader
 * wants less motion nothing runs by itself; steps and slider stay.
 */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatMs, formatNumber, t } from '../../messages/index';
import type { Film } from '../../film';
import { Playback } from '../../playback';
import { LightElement } from '../light-element';

/** At the plain pace the whole takes so long. */
const WHOLE_MS = 10_000;
const PACES = [0.25, 0.5, 1, 2, 4];
/** Steps of the slider. */
const SLIDER = 1000;

/** What `moment-changed` tells: null stands for the whole timeline. */
export type MomentChange = number | null;

export class PpPlayback extends LightElement {
  static readonly tag = 'pp-playback';

  @property() name = '';
  /** Null before there is anything to play. */
  @property({ attribute: false }) film: Film | null = null;
  /** There is a button for the event before. */
  @property({ type: Boolean }) back = false;
  @state() pace = 1;

  #playback = new Playback(0, 1);
  #frame = 0;
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #stillChanged = (): void => {
    this.#playback.pause(performance.now());
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#still.addEventListener('change', this.#stillChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#still.removeEventListener('change', this.#stillChanged);
    cancelAnimationFrame(this.#frame);
    this.#playback.pause(performance.now());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('film')) return;
    cancelAnimationFrame(this.#frame);
    this.#playback = new Playback(this.#endMs, this.#rate);
  }

  get #endMs(): number {
    return this.film?.endMs ?? 0;
  }

  get #rate(): number {
    return (this.#endMs / (this.film?.wholeMs ?? WHOLE_MS)) * this.pace;
  }

  override render(): TemplateResult {
    const { name } = this;
    const { atMs, playing } = this.#playback;
    const ready = this.#endMs > 0;
    const still = this.#still.matches;
    return html`<div
      class="playback"
      role="group"
      aria-label=${t('playback.label')}
      data-testid=${name}
      data-at-ms=${atMs}
    >
      <button
        type="button"
        class="quiet"
        data-testid="${name}-play"
        ?disabled=${!ready || still}
        @click=${this.#toggle}
      >
        ${t(playing ? 'playback.pause' : 'playback.play')}
      </button>
      ${
        this.back
          ? html`<button
              type="button"
              class="quiet"
              data-testid="${name}-back"
              ?disabled=${!ready}
              @click=${this.#stepBack}
            >
              ${t('playback.back')}
            </button>`
          : ''
      }
      <button
        type="button"
        class="quiet"
        data-testid="${name}-step"
        ?disabled=${!ready}
        @click=${this.#step}
      >
        ${t('playback.step')}
      </button>
      <label class="playback-pace">
        <span>${t('playback.pace')}</span>
        <select data-testid="${name}-pace" ?disabled=${!ready || still} @change=${this.#paced}>
          ${PACES.map(
            (pace) =>
              html`<option value=${pace} ?selected=${pace === this.pace}>
                ${t('speedup.value', { value: formatNumber(pace) })}
              </option>`,
          )}
        </select>
      </label>
      <input
        class="playback-slider"
        type="range"
        min="0"
        max=${SLIDER}
        step="1"
        aria-label=${t('playback.slider')}
        aria-valuetext=${this.film?.place?.(atMs) ?? t('playback.at', { ms: formatMs(atMs) })}
        data-testid="${name}-slider"
        ?disabled=${!ready}
        .value=${live(String(ready ? Math.round((atMs / this.#endMs) * SLIDER) : SLIDER))}
        @input=${this.#slid}
      />
      <p class="playback-words" aria-live=${playing ? 'off' : 'polite'} data-testid="${name}-words">
        ${this.#words(atMs)}
      </p>
      ${still ? html`<p class="hint">${t('playback.still')}</p>` : ''}
    </div>`;
  }

  #words(atMs: number): string {
    return this.film?.words(atMs) ?? t('playback.pending');
  }

  readonly #toggle = (): void => {
    const now = performance.now();
    if (this.#playback.playing) {
      this.#playback.pause(now);
    } else {
      this.#playback.play(now);
      this.#run();
    }
    this.#tell();
  };

  readonly #step = (): void => {
    const { film } = this;
    if (film) this.#playback.step((ms) => film.next(ms));
    this.#tell();
  };

  readonly #stepBack = (): void => {
    const { film } = this;
    this.#playback.stepBack((ms) => film?.previous?.(ms) ?? null);
    this.#tell();
  };

  readonly #slid = (event: Event): void => {
    const value = Number((event.target as HTMLInputElement).value);
    this.#playback.seek((value / SLIDER) * this.#endMs);
    this.#tell();
  };

  readonly #paced = (event: Event): void => {
    this.pace = Number((event.target as HTMLSelectElement).value);
    this.#playback.setRate(this.#rate, performance.now());
  };

  #run(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#playback.tick(performance.now());
      this.#tell();
      if (this.#playback.playing) this.#run();
    });
  }

  #tell(): void {
    const { atMs } = this.#playback;
    const detail: MomentChange = atMs >= this.#endMs ? null : atMs;
    this.dispatchEvent(new CustomEvent('moment-changed', { bubbles: true, detail }));
    this.requestUpdate();
  }
}
