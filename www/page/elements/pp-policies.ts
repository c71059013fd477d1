/** The same tasks under every policy: a small picture of each on one scale, to be chosen by a button, and the figures as a table. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { paintSmall, type Look } from '../charts/gantt';
import { POLICIES } from '../../lib/policies';
import type { Lab, LabFigures, LabRun } from '../demos/scheduling/lab';
import type { PolicyName } from '../../lib/types';
import { formatMs, formatNumber, formatRatio, t } from '../messages/index';
import { nextTask } from '../slices';
import { LightElement } from './light-element';
import { lookOf, onLookChange, sized } from './look';

/** How high a small picture is. */
const PICTURE_PX = 72;

export class PpPolicies extends LightElement {
  static override properties = {
    demo: {},
    lab: { attribute: false },
    chosen: {},
    real: { type: Boolean },
  };

  declare demo: string;
  declare lab: Lab | null;
  declare chosen: PolicyName;
  /** The times are measured, so that there are predictions beside them. */
  declare real: boolean;

  #observer: ResizeObserver | null = null;
  #release: (() => void) | null = null;
  #frame = 0;
  #turn = 0;
  #look: Look | null = null;
  /** What is on each canvas. */
  readonly #drawn = new WeakMap<
    HTMLCanvasElement,
    { run: LabRun | null; width: number; endMs: number; look: Look }
  >();

  constructor() {
    super();
    this.demo = '';
    this.lab = null;
    this.chosen = 'dynamic';
    this.real = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => this.#redraw());
    this.#observer.observe(this);
    this.#release = onLookChange(() => {
      this.#look = null;
      this.#redraw();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#release?.();
    cancelAnimationFrame(this.#frame);
  }

  protected override updated(_changed: PropertyValues): void {
    this.#redraw();
  }

  override render(): TemplateResult {
    const runs = new Map(this.lab?.runs.map((run) => [run.policy, run]));
    return html`<section
      class="panel"
      data-testid="${this.demo}-policies"
      aria-labelledby="${this.demo}-policies-name"
    >
      <h3 id="${this.demo}-policies-name">${t('scheduling.policiesHeading')}</h3>
      <p class="hint">${t('scheduling.policiesHint')}</p>
      <ul class="policies">
        ${POLICIES.map((policy) => this.#small(policy, runs.get(policy) ?? null))}
      </ul>
      ${this.#table(runs)}
    </section>`;
  }

  #small(policy: PolicyName, run: LabRun | null): TemplateResult {
    const makespan = run
      ? `${formatMs(run.figures.makespanMs)} ${t('timings.ms')}`
      : t('speedup.none');
    return html`<li>
      <button
        type="button"
        class="policy"
        aria-pressed=${policy === this.chosen ? 'true' : 'false'}
        data-testid="${this.demo}-policy-${policy}"
        data-policy=${policy}
        title=${t(`policy.${policy}.is`)}
        @click=${() => this.#choose(policy)}
      >
        <span class="policy-name">${t(`policy.${policy}`)}</span>
        <span class="policy-makespan">${makespan}</span>
        <canvas aria-hidden="true" style="block-size: ${PICTURE_PX}px"></canvas>
      </button>
    </li>`;
  }

  #choose(policy: PolicyName): void {
    this.dispatchEvent(
      new CustomEvent('control-changed', {
        bubbles: true,
        detail: { name: 'policy', value: policy },
      }),
    );
  }

  #table(runs: ReadonlyMap<PolicyName, LabRun>): TemplateResult {
    const columns = [
      t('scheduling.makespanMs'),
      t('speedup.heading'),
      t('scaling.efficiency'),
      t('timeline.balance'),
      t('scheduling.dispatches'),
      ...(this.real ? [t('scheduling.predictedMs')] : []),
    ];
    return html`<div
      class="scroll"
      tabindex="0"
      role="group"
      aria-label=${t('scheduling.policiesHeading')}
    >
      <table class="tight" data-testid="${this.demo}-policies-table">
        <thead>
          <tr>
            <th scope="col">${t('scheduling.policy')}</th>
            ${columns.map((label) => html`<th scope="col" class="number">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${POLICIES.map((policy) => {
            const run = runs.get(policy);
            return html`<tr
              data-testid="${this.demo}-policies-${policy}"
              data-makespan=${run?.figures.makespanMs ?? nothing}
              data-predicted=${run?.predicted?.makespanMs ?? nothing}
              data-lower-bound=${run?.figures.lowerBoundMs ?? nothing}
            >
              <th scope="row">${t(`policy.${policy}`)}</th>
              ${cells(run, this.real).map((text) => html`<td class="number">${text}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #redraw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => void this.#draw());
  }

  /** A task for each picture, so that none of them holds the page up; those that are drawn already stay. */
  async #draw(): Promise<void> {
    const turn = (this.#turn += 1);
    const runs = this.lab?.runs ?? [];
    // One scale for all: their lengths are to be compared.
    const endMs = Math.max(0, ...runs.map(({ figures }) => figures.makespanMs));
    for (const button of this.querySelectorAll<HTMLElement>('.policy')) {
      const canvas = button.querySelector('canvas');
      const run = runs.find(({ policy }) => policy === button.dataset['policy']) ?? null;
      const width = canvas?.clientWidth ?? 0;
      if (canvas === null || width === 0) continue;
      const drawn = this.#drawn.get(canvas);
      const look = (this.#look ??= lookOf(this));
      if (
        drawn?.run === run &&
        drawn.endMs === endMs &&
        drawn.width === width &&
        drawn.look === look
      )
        continue;
      await nextTask();
      if (turn !== this.#turn || !this.isConnected) return;
      paint(canvas, run, width, endMs, look);
      this.#drawn.set(canvas, { run, width, endMs, look });
    }
  }
}

function paint(
  canvas: HTMLCanvasElement,
  run: LabRun | null,
  width: number,
  endMs: number,
  look: Look,
): void {
  const context = sized(canvas, width, PICTURE_PX);
  if (context === null) return;
  context.clearRect(0, 0, width, PICTURE_PX);
  if (run)
    paintSmall(context, run.picture, { width, height: PICTURE_PX }, endMs, run.figures, look);
}

function cells(run: LabRun | undefined, real: boolean): string[] {
  const none = t('speedup.none');
  if (!run) return new Array<string>(real ? 6 : 5).fill(none);
  const { makespanMs, speedup, efficiency, loadBalance, dispatches }: LabFigures = run.figures;
  return [
    formatMs(makespanMs),
    speedup === null ? none : t('speedup.value', { value: formatRatio(speedup) }),
    percent(efficiency),
    percent(loadBalance),
    formatNumber(dispatches),
    ...(real ? [run.predicted ? formatMs(run.predicted.makespanMs) : none] : []),
  ];
}

/** A share as a percentage with one digit after the point. */
export function percent(share: number | null): string {
  return share === null
    ? t('speedup.none')
    : t('run.percent', { percent: formatNumber(100 * share, 1) });
}
