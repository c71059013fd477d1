/**
 * The same tasks under every policy: a small picture of each on one scale, to be chosen by a
 * button, and the figures as a table.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { paintSmall, type Look } from '../../charts/gantt';
import { POLICIES } from '../../../common/policies';
import type { LabData, LabRun } from '../../demos/scheduling/lab';
import type { PolicyName } from '../../../common/types';
import { formatMs, formatNumber, formatRatio, t } from '../../messages/index';
import { nextTask } from '../../slices';
import type { Twin } from '../../twin';
import { CanvasElement } from '../chart/canvas-element';
import { inLookOf, sized } from '../chart/look';
import type { TakenPicture } from '../chart/pp-picture-exports';
import { twinTable } from '../chart/twin-table';

/** How high a small picture is. */
const PICTURE_PX = 72;

export class PpPolicies extends CanvasElement {
  static readonly tag = 'pp-policies';

  @property() demo = '';
  @property({ attribute: false }) lab: LabData | null = null;
  @property() chosen: PolicyName = 'dynamic';
  /** The times are measured, so that there are predictions beside them. */
  @property({ type: Boolean }) real = false;
  /** Of a run that was recorded elsewhere. */
  @property({ type: Boolean }) recorded = false;

  #turn = 0;
  /** What is on each canvas. */
  readonly #drawn = new WeakMap<
    HTMLCanvasElement,
    { run: LabRun | null; width: number; endMs: number; look: Look }
  >();

  protected override updated(_changed: PropertyValues): void {
    this.redraw();
  }

  override render(): TemplateResult {
    const runs = new Map(this.lab?.runs.map((run) => [run.policy, run]));
    return html`<section
      class="panel"
      data-testid="${this.demo}-policies"
      data-lower-bound=${this.lab?.runs[0]?.figures.lowerBoundMs ?? nothing}
      aria-labelledby="${this.demo}-policies-name"
    >
      <h3 id="${this.demo}-policies-name">${t('scheduling.policiesHeading')}</h3>
      <p class="hint">${t('scheduling.policiesHint')}</p>
      <ul class="policies">
        ${POLICIES.map((policy) => this.#small(policy, runs.get(policy) ?? null))}
      </ul>
      <pp-picture-exports
        .name="${this.demo}-policies"
        .picture=${this.lab?.runs.length && !this.recorded ? this.#taken(this.lab.runs) : null}
      ></pp-picture-exports>
      ${twinTable(this.#twin(), {
        label: t('scheduling.policiesHeading'),
        name: `${this.demo}-policies-table`,
        rowName: `${this.demo}-policies`,
        tight: true,
      })}
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

  #twin(): Twin {
    const runs = new Map(this.lab?.runs.map((run) => [run.policy, run]));
    const write = formatMs;
    return {
      columns: [
        { label: t('scheduling.policy') },
        { id: 'makespan', label: t('scheduling.makespanMs'), write },
        { label: t('speedup.heading'), write: times },
        { label: t('scaling.efficiency'), write: percent },
        { label: t('timeline.balance'), write: percent },
        { label: t('scheduling.dispatches'), write: formatNumber },
        ...(this.real ? [{ id: 'predicted', label: t('scheduling.predictedMs'), write }] : []),
      ],
      rows: POLICIES.map((policy) => {
        const { figures, predicted } = runs.get(policy) ?? {};
        return {
          id: policy,
          cells: [
            t(`policy.${policy}`),
            figures?.makespanMs ?? null,
            figures?.speedup ?? null,
            figures?.efficiency ?? null,
            figures?.loadBalance ?? null,
            figures?.dispatches ?? null,
            ...(this.real ? [predicted?.makespanMs ?? null] : []),
          ],
        };
      }),
    };
  }

  #taken(runs: readonly LabRun[]): TakenPicture {
    const title = t('scheduling.policiesHeading');
    return {
      title,
      svg: async () => {
        const { sideBySide } = await import('../../../lib/exports/side-by-side');
        const small = runs.map(({ policy, picture, figures }) => ({
          name: t(`policy.${policy}`),
          makespan: `${formatMs(figures.makespanMs)} ${t('timings.ms')}`,
          marks: picture,
          makespanMs: figures.makespanMs,
          lowerBoundMs: figures.lowerBoundMs,
        }));
        return inLookOf(this, ({ colour }) =>
          sideBySide(small, {
            title,
            description: t('scheduling.policiesDescription'),
            background: colour('surface'),
          }),
        );
      },
      twin: () => this.#twin(),
    };
  }

  /**
   * A task for each picture, so that none of them holds the page up; those that are drawn already
   * stay.
   */
  protected override async paint(): Promise<void> {
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
      const { look } = this;
      if (
        drawn?.run === run &&
        drawn.endMs === endMs &&
        drawn.width === width &&
        drawn.look === look
      )
        continue;
      await nextTask();
      if (turn !== this.#turn || !this.isConnected) return;
      paintOn(canvas, run, width, endMs, look);
      this.#drawn.set(canvas, { run, width, endMs, look });
    }
  }
}

function paintOn(
  canvas: HTMLCanvasElement,
  run: LabRun | null,
  width: number,
  endMs: number,
  look: Look,
): void {
  const context = sized(canvas, width, PICTURE_PX);
  // As wide as its button, also when that becomes narrower.
  canvas.style.inlineSize = '';
  if (context === null) return;
  context.clearRect(0, 0, width, PICTURE_PX);
  if (run)
    paintSmall(context, run.picture, { width, height: PICTURE_PX }, endMs, run.figures, look);
}

function times(value: number): string {
  return t('speedup.value', { value: formatRatio(value) });
}

/** A share as a percentage with one digit after the point. */
export function percent(share: number | null): string {
  return share === null
    ? t('speedup.none')
    : t('run.percent', { percent: formatNumber(100 * share, 1) });
}
