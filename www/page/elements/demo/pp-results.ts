/**
 * The results of a demo, in the order in which they are read: answer, pictures, numbers, why.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import type { Demo, Outcome, Outline, Question } from '../../demos/demo';
import {
  figureId,
  figureOf,
  type DataOf,
  type FigureKind,
  type FigureOutline,
} from '../../demos/figures';
import type { Values } from '../../demos/params';
import type { Judgement } from '../../judgement';
import { t, type Message } from '../../messages/index';
import type { RecordedOn } from '../../recorded/index';
import type { RunState } from '../../runner';
import { figureTag } from '../figures/index';
import { loadFigures } from '../figures/load';
import { LightElement } from '../light-element';

export class PpResults extends LightElement {
  static readonly tag = 'pp-results';

  @property({ attribute: false }) demo: Demo | null = null;
  @property({ attribute: false }) outline: Outline | null = null;
  @property({ attribute: false }) outcome: Outcome = {};
  /** What could be shown before a run. */
  @property({ attribute: false }) preview: Outcome = {};
  @property({ attribute: false }) state: RunState = { name: 'idle' };
  @property({ attribute: false }) values: Values = {};
  /** The results are of other settings than those now chosen. */
  @property({ attribute: false }) stale = false;
  @property({ attribute: false }) why: readonly Message[] = [];
  /** Where the run that is shown was recorded; null where it is the reader's. */
  @property({ attribute: false }) recorded: RecordedOn | null = null;
  /** The settings in which that run differs from those now chosen. */
  @property() differing = '';
  /** What may be predicted before a run; what has been said, and what the last run said to it. */
  @property({ attribute: false }) question: Question | null = null;
  @property() said = '';
  @property({ attribute: false }) judgement: Judgement | null = null;
  /** There can be results on this page. */
  @property({ attribute: false }) runnable = true;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('outline') && this.outline !== null) void loadFigures(this.outline);
  }

  override render(): TemplateResult | typeof nothing {
    const { demo, outline, outcome, state, recorded } = this;
    if (demo === null || outline === null) return nothing;
    // There will be no results to keep room for.
    if (!this.runnable && recorded === null) return nothing;
    return html`${state.name === 'stopped' ? html`<p class="notice">${t(state.kept ? 'state.stoppedKept' : 'state.stopped')}</p>` : nothing}
      ${this.stale ? html`<p class="notice">${t('state.stale')}</p>` : nothing}
      <pp-failure
        .demo=${demo.name}
        .failure=${state.name === 'failed' ? state.failure : null}
      ></pp-failure>
      <div class="headline">
        <pp-answer
          class=${outline.longAnswer ? 'answer-long' : ''}
          .demo=${demo.name}
          .answer=${outcome.answer ?? null}
          .running=${state.name === 'running'}
          .recorded=${recorded}
          .differing=${this.differing}
          .runnable=${this.runnable}
        ></pp-answer>
        <pp-speedup
          .demo=${demo.name}
          .outline=${outline.speedups}
          .definition=${outline.definition}
          .noSpeedup=${outline.noSpeedup}
          .speedups=${outcome.speedups ?? null}
          .recorded=${recorded !== null}
        ></pp-speedup>
      </div>
      <pp-prediction
        .demo=${demo.name}
        .question=${this.runnable ? this.question : null}
        .said=${this.said}
        .verdict=${this.judgement?.verdict ?? null}
        .right=${this.judgement?.right ?? null}
        .locked=${state.name === 'running'}
      ></pp-prediction>
      ${outline.figures.map((figure) => this.#figure(demo, figure))}
      <pp-why .demo=${demo.name} .sentences=${this.why}></pp-why>`;
  }

  #figure(demo: Demo, outline: FigureOutline): TemplateResult {
    const { kind } = outline;
    const dataIn = (outcome: Outcome): DataOf<FigureKind> | undefined =>
      figureOf(outcome, kind, figureId(outline));
    const tag = unsafeStatic(figureTag(kind));
    // All elements of figures are given the same; each declares what it needs of it.
    return staticHtml`<${tag}
      .demo=${demo.name}
      .outline=${outline}
      .data=${dataIn(this.preview) ?? dataIn(this.outcome) ?? null}
      .values=${this.values}
      .disturbed=${this.outcome.hidden === true}
      .recorded=${this.recorded !== null}
    ></${tag}>`;
  }
}
